import Administration
import ArgumentParser
import Foundation
import SentimentScoring
import SettingsReading

/// Takes a word list from elsewhere in.
struct LexiconImportCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Use a word list from elsewhere where the shipped lists say nothing.",
        discussion: """
            The list is kept outside the package, with its source and licence; values are brought \
            to the scale from -4 to 4. See to it that the licence lets you use it. A csv has \
            headings; --term and --score name the two that are used. A list of the same name is \
            replaced by a newer one of its source, and by no other.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The file; for sentistrength also the folder of its tables.")
    var file: String

    @Option(
        help: "The form: vader, afinn, sentistrength, pattern, nrc, wordlist or csv.",
        transform: Self.format
    )
    var format: WordListFile.Format

    @Option(help: "The language as a BCP 47 tag.")
    var language: String

    @Option(help: "Where the list comes from.")
    var source: String

    @Option(help: "The licence under which you have it.")
    var licence: String

    @Option(help: "A name for the list: letters, digits and hyphens; the form when missing.")
    var name: String?

    @Option(parsing: .unconditional, help: "What each term of a wordlist is worth, -4 to 4.")
    var value = 2.0

    @Option(help: "The best score of a csv.")
    var most = 1.0

    @Option(name: .customLong("term"), help: "The heading of a csv under which the terms stand.")
    var termColumn = "word"

    @Option(name: .customLong("score"), help: "The heading of a csv under which the scores stand.")
    var scoreColumn = "score"

    @Flag(name: .customLong("dry-run"), help: "Tell what would be taken, and write nothing.")
    var isDryRun = false

    private static func format(_ name: String) throws -> WordListFile.Format {
        guard let format = WordListFile.Format(rawValue: name) else {
            let choices = WordListFile.Format.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\"\(name)\" is no form of list; these are: \(choices)")
        }
        return format
    }

    func validate() throws {
        guard (-4...4).contains(value) else {
            throw ValidationError("--value must lie between -4 and 4.")
        }
        guard most > 0, most.isFinite else {
            throw ValidationError("--most must be more than 0.")
        }
    }

    func perform() throws {
        let tools = try RuleTools(options)
        let place = try tools.own.imported(name ?? format.rawValue, language)
        try refuseOtherList(in: place.lastPathComponent, tools)
        let list = try WordListFile.list(
            in: try text(),
            file: file,
            format: format,
            WordListFile.Reading(
                value: Int((value * 1000).rounded()),
                most: most,
                columns: (termColumn, scoreColumn)
            )
        )
        guard !list.entries.isEmpty else {
            throw LexiconMistake(file: file, "no line of it is a term with a value in this format")
        }
        let text = list.file(source: source, licence: licence)
        _ = try tools.language(language, replacing: [place.lastPathComponent: text])
        for term in list.contradictions {
            Terminal.writeLine("\(Terminal.escaped(term)) has several values; the first was taken")
        }
        Terminal.message("\(list.entries.count) terms, \(list.skippedLines) lines left out.")
        guard !isDryRun else { return Terminal.message("Nothing was written.") }
        try tools.own.write(text, to: place)
        Terminal.message("They are in \(place.path).")
    }

    // MARK: -

    /// The text of the file, or of the tables in a folder of SentiStrength's.
    private func text() throws -> String {
        let place = URL(fileURLWithPath: file)
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: file, isDirectory: &isFolder)
        guard isThere, isFolder.boolValue, format == .sentistrength else {
            return try OwnWords.text(of: place)
        }
        let tables = WordListFile.sentiStrengthFiles.map(place.appendingPathComponent)
            .filter { FileManager.default.fileExists(atPath: $0.path) }
        guard !tables.isEmpty else {
            let names = WordListFile.sentiStrengthFiles.joined(separator: ", ")
            throw LexiconMistake(file: file, "the folder has none of these files: \(names)")
        }
        return try tables.map(OwnWords.text).joined(separator: "\n")
    }

    /// A list may take the place of an older one of its source only.
    private func refuseOtherList(in file: String, _ tools: RuleTools) throws {
        guard let there = try tools.files(of: language).texts[file],
            !ImportedLexicon.isList(there, from: source)
        else { return }
        let origin = ImportedLexicon.source(of: there) ?? "an unknown source"
        throw LexiconMistake(
            file: "\(language)/\(file)",
            "this list came from \(origin); give the new one another name with --name"
        )
    }
}
