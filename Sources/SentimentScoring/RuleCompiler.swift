import EarshotModel

/// Puts the words of a language's rule files into one table and one tree.
struct RuleCompiler {
    /// The words and their terms.
    private(set) var tree = TermTree()
    /// The terms that have a value.
    private(set) var values = OpinionTable()
    /// What texts speak of.
    private(set) var topics = TopicTable()

    /// Whose words are taken in; the later source goes before, but for lists from elsewhere.
    var source: TermTree.Source {
        get { tree.source }
        set { tree.source = newValue }
    }

    /// Takes a list in that is no part of the package; one that is not there holds nothing.
    mutating func addWords(of files: RuleFiles, _ name: String) throws(RuleFileError) {
        guard let text = files.texts[name] else { return }
        try values.add(text, file: files.path(name), kind: .word, to: &tree)
    }

    /// Takes all files of a language in but its pictures.
    mutating func addTerms(of files: RuleFiles) throws(RuleFileError) {
        for file in TermFile.allCases where file == .lexicon || files.texts[file.name] != nil {
            let text = try files.needed(file.name)
            try values.add(text, file: files.path(file.name), kind: file.kind, to: &tree)
        }
        for file in MarkFile.allCases { try file.add(files, to: &tree) }
        try tree.add(files, to: &topics)
    }

    /// Takes the emoji and emoticons in.
    mutating func addPictures(of files: RuleFiles) throws(RuleFileError) {
        let name = "emoji.tsv"
        guard let text = files.texts[name] else { return }
        try values.add(text, file: files.path(name), kind: .picture, to: &tree)
    }

    /// Takes the words in behind which a name may stand, for languages whose nouns have capitals.
    mutating func numbers(of names: [String]) -> Set<UInt32> {
        Set(names.map { tree.number(ofNameLead: $0) })
    }

    /// Tells what holds a negator and gives words their other spellings, when all are in.
    mutating func finish(with affixes: Affixes) {
        values.markNegators(in: tree)
        tree.addSpellings(by: affixes)
    }
}
