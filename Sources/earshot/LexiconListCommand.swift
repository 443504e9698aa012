import ArgumentParser
import Foundation
import SentimentScoring
import SettingsReading

/// Lists the terms of a language.
struct LexiconListCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the terms of a language with their values and where they stand."
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: "The language as a BCP 47 tag.")
    var language = "en"

    @Option(help: "Only terms that hold these letters.")
    var containing: String?

    @Flag(help: "Only the company's own words.")
    var own = false

    func perform() throws {
        let tools = try RuleTools(options)
        let lexicons = try tools.language(language).lexicons.filter { lexicon in
            !own || lexicon.file.hasSuffix("/" + RuleFiles.companyName)
        }
        let rows = lexicons.flatMap { lexicon in
            lexicon.entries.filter(isAskedFor).map { (lexicon.file, $0) }
        }
        guard options.json else {
            for (file, entry) in rows {
                Terminal.writeLine(
                    "\(LexiconRow.number(entry.value))\t\(entry.term)\t\(file):\(entry.line)"
                )
            }
            return
        }
        var writer = JSONLineWriter()
        for (file, entry) in rows { try writer.write(LexiconRow(entry, file: file)) }
        writer.flush()
    }

    private func isAskedFor(_ entry: Lexicon.Entry) -> Bool {
        containing.map { entry.term.contains($0.lowercased()) } ?? true
    }
}

/// A term as programs read it.
struct LexiconRow: Encodable {
    let term: String
    let value: Double
    let file: String
    let line: Int
    /// Whether it counts only beside certain words.
    let guarded: Bool

    init(_ entry: Lexicon.Entry, file: String) {
        term = entry.term
        value = Double(entry.value) / 1000
        self.file = file
        line = entry.line
        guarded = entry.isGuarded
    }

    /// A value in points, with its sign.
    static func number(_ thousandths: Int) -> String {
        String(format: "%+.2f", Double(thousandths) / 1000)
    }
}
