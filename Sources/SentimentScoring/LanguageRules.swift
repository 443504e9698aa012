import TextAnalysis

/// All words and numbers by which texts of one language are judged, ready for lookup.
public struct LanguageRules: Sendable {
    /// The factors that an intensifier may have, in thousandths.
    static let factors = 100...3000
    /// The shares that may be left of an opinion, in thousandths.
    static let shares = 0...1000

    /// The language as a BCP 47 tag, such as `en`.
    public let language: String
    private let files: RuleFiles
    /// What `adding` makes the rules anew from, beside their own files.
    private let shared: [String: String]
    private let partner: RuleFiles?
    let book: RuleBook

    /// Creates the rules from the texts of rule files by their names, such as `lexicon.tsv`.
    ///
    /// `shared` are the files of all languages. `other` is a language whose words serve too where
    /// people mix the two; the language's own words go before. Names that no rule reads, such as
    /// `examples.tsv`, are left alone. A mistake is told with the language as the folder:
    /// `en/lexicon.tsv:12`.
    public init(
        language: String,
        files: [String: String],
        shared: [String: String] = [:],
        mixing other: RuleFiles? = nil
    ) throws(RuleFileError) {
        let own = RuleFiles(language: language, texts: files)
        let common = RuleFiles(language: "shared", texts: shared)
        self.language = language
        let weights = try ScoringWeights(
            parsing: [common, own].compactMap { files in
                files.texts["weights.tsv"].map { ($0, files.path("weights.tsv")) }
            }
        )
        var compiler = RuleCompiler()
        try compiler.addPictures(of: common)
        if let other { try compiler.addTerms(of: other) }
        compiler.source = .own
        try compiler.addTerms(of: own)
        try compiler.addPictures(of: own)
        compiler.source = .imported
        for name in own.importedNames { try compiler.addWords(of: own, name) }
        compiler.source = .company
        try compiler.addWords(of: own, RuleFiles.companyName)
        let nameLeads = try compiler.numbers(of: LanguageTraits(of: own).nameLeads)
        let name = "affixes.tsv"
        let affixes =
            try own.texts[name].map { text throws(RuleFileError) in
                try Affixes(parsing: text, file: own.path(name))
            } ?? Affixes()
        compiler.finish(with: affixes)
        self.files = own
        self.shared = shared
        partner = other
        book = RuleBook(compiler, weights: weights, affixes: affixes, nameLeads: nameLeads)
    }
}

extension LanguageRules {
    /// The terms with values of each file: the language's own in the order of their weight, lists
    /// from elsewhere, the company's own last; read anew each time.
    public var lexicons: [Lexicon] {
        let shipped = TermFile.allCases.map(\.name)
        return (shipped + files.importedNames + [RuleFiles.companyName]).compactMap(lexicon)
    }

    /// The same rules with words of the store in the company's own list.
    func adding(_ values: [String: Int]) throws(RuleFileError) -> LanguageRules {
        try LanguageRules(
            language: language,
            files: files.adding(values).texts,
            shared: shared,
            mixing: partner
        )
    }

    /// What was compiled holds no mistake.
    private func lexicon(_ name: String) -> Lexicon? {
        guard let text = files.texts[name] else { return nil }
        let file = files.path(name)
        let isImported = name.hasPrefix(RuleFiles.importedPrefix)
        return try? isImported
            ? Lexicon(imported: text, file: file) : Lexicon(parsing: text, file: file)
    }

    /// Whether texts of a language are read by these rules: `en-GB` by those of `en`.
    public func serve(_ tag: String) -> Bool {
        SentimentScorer.primaryTag(tag) == SentimentScorer.primaryTag(language)
    }

    /// The language's words, for guessing it.
    var sample: LanguageGuesser.Sample { Self.sample(of: files) }

    /// Creates the rules of one of several languages, with the words of the one that people mix it
    /// with.
    public init(_ own: RuleFiles, among all: [RuleFiles], shared: [String: String])
        throws(RuleFileError)
    {
        let partner = try Self.partner(of: own, among: all)
        try self.init(language: own.language, files: own.texts, shared: shared, mixing: partner)
    }

    /// Throws the first mistake in the files of one of several languages.
    ///
    /// The files of the language that people mix it with are left to that language's own check.
    public static func check(_ own: RuleFiles, among all: [RuleFiles], shared: [String: String])
        throws(RuleFileError)
    {
        _ = try partner(of: own, among: all)
        _ = try LanguageRules(language: own.language, files: own.texts, shared: shared)
    }

    private static func partner(of own: RuleFiles, among all: [RuleFiles]) throws(RuleFileError)
        -> RuleFiles?
    {
        guard let name = try own.partner else { return nil }
        guard let partner = all.first(where: { $0.language == name }) else {
            throw RuleFileError(
                file: own.path("language.tsv"),
                line: 0,
                problem: .noSuchLanguage(name)
            )
        }
        return partner
    }

    /// The frequent words of `words.tsv`, and the words of all terms.
    static func sample(of files: RuleFiles) -> LanguageGuesser.Sample {
        func terms(_ name: String) -> [String] {
            RuleLine.lines(of: files.texts[name] ?? "", file: "").map { $0.fields[0] }
        }
        let marks = ["negators.tsv", "intensifiers.tsv", "contrast.tsv"].flatMap(terms)
        return LanguageGuesser.Sample(
            language: files.language,
            frequent: terms("words.tsv"),
            others: (TermFile.allCases.map(\.name).flatMap(terms) + marks).flatMap { term in
                term.split { $0 == " " || $0 == "|" }.filter { $0.first != "<" }.map(String.init)
            }
        )
    }
}

/// The texts of a language's rule files.
public struct RuleFiles: Sendable {
    /// The language, which is the folder's name.
    public let language: String
    /// The texts by file name.
    public let texts: [String: String]

    /// Creates the files of a folder.
    public init(language: String, texts: [String: String]) {
        self.language = language
        self.texts = texts
    }

    /// The language that people mix this one with, as `language.tsv` says.
    public var partner: String? {
        get throws(RuleFileError) { try LanguageTraits(of: self).partner }
    }

    /// How the names of imported lists begin.
    public static let importedPrefix = "imported-"
    /// The company's own words.
    public static let companyName = "own.tsv"

    /// Whether a file is one of those that are no part of the package.
    public static func isOwnWords(_ name: String) -> Bool {
        name == companyName || name.hasPrefix(importedPrefix) && name.hasSuffix(".tsv")
    }

    /// The imported lists in the order of their names.
    var importedNames: [String] {
        texts.keys.filter { $0 != Self.companyName && Self.isOwnWords($0) }.sorted()
    }

    /// How mistakes name a file.
    func path(_ name: String) -> String { "\(language)/\(name)" }

    /// A file that may not be missing.
    func needed(_ name: String) throws(RuleFileError) -> String {
        guard let text = texts[name] else {
            throw RuleFileError(file: path(name), line: 0, problem: .missingFile)
        }
        return text
    }
}
