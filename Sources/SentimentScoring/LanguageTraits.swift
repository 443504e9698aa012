/// What `language.tsv` says of a language as a whole.
struct LanguageTraits {
    /// The language that people mix this one with.
    private(set) var partner: String?
    /// The words behind which a capital makes a name, where all nouns have capitals.
    private(set) var nameLeads: [String] = []

    /// Reads the traits; a language without the file has none.
    init(of files: RuleFiles) throws(RuleFileError) {
        let name = "language.tsv"
        guard let text = files.texts[name] else { return }
        for line in RuleLine.lines(of: text, file: files.path(name)) {
            try line.require(fields: 2...2, named: "a name and a value")
            switch line.fields[0] {
            case "mixes": partner = line.fields[1]
            case "name_after": nameLeads.append(line.fields[1])
            default: throw line.mistake(.notAChoice(line.fields[0], choices: "mixes, name_after"))
            }
        }
    }
}
