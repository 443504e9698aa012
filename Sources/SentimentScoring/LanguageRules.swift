/// All words and numbers by which texts of one language are judged, ready for lookup.
public struct LanguageRules: Sendable {
    /// The files that a language must bring; `emoji.tsv` may be there too.
    public static let neededFiles = [
        "lexicon.tsv", "negators.tsv", "intensifiers.tsv", "contrast.tsv", "weights.tsv",
    ]

    /// The factors that an intensifier may have, in thousandths.
    static let factors = 100...3000

    /// The language as a BCP 47 tag, such as `en`.
    public let language: String
    /// The opinion words of the lexicon file.
    public let lexicon: Lexicon

    let weights: ScoringWeights
    let words: WordTable
    let trie: RuleTrie
    let opinions: [Opinion]

    /// Creates the rules from the texts of rule files by their names, such as `lexicon.tsv`.
    ///
    /// Names that no rule reads, such as `examples.tsv`, are left alone. A mistake is told with
    /// the language as the folder: `en/lexicon.tsv:12`.
    public init(language: String, files: [String: String]) throws(RuleFileError) {
        func text(_ name: String) throws(RuleFileError) -> (String, String) {
            guard let text = files[name] else {
                throw RuleFileError(file: "\(language)/\(name)", line: 0, problem: .missingFile)
            }
            return (text, "\(language)/\(name)")
        }
        self.language = language
        var (body, file) = try text("lexicon.tsv")
        lexicon = try Lexicon(parsing: body, file: file)
        (body, file) = try text("weights.tsv")
        weights = try ScoringWeights(parsing: body, file: file)
        var compiler = RuleCompiler()
        for entry in lexicon.entries { compiler.add(entry) }
        (body, file) = try text("negators.tsv")
        try compiler.addNegators(body, file: file)
        (body, file) = try text("intensifiers.tsv")
        try compiler.addIntensifiers(body, file: file)
        (body, file) = try text("contrast.tsv")
        try compiler.addContrasts(body, file: file)
        if let emoji = files["emoji.tsv"] {
            let pictures = try Lexicon(parsing: emoji, file: "\(language)/emoji.tsv")
            for entry in pictures.entries { compiler.addPicture(entry) }
        }
        compiler.finish()
        words = compiler.words
        trie = compiler.trie
        opinions = compiler.opinions
    }
}
