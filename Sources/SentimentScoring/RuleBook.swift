import TextAnalysis

/// Everything by which texts of one language are read and weighed, in one place that all readers
/// share.
final class RuleBook: Sendable {
    let weights: ScoringWeights
    let chain: RuleChain
    let words: WordTable
    let trie: RuleTrie
    let opinions: [Opinion]
    /// The guards that opinions name by their numbers.
    let guards: [Opinion.Guard]
    /// The texts of the rule files in which the terms of opinions stand.
    let texts: [RuleText]
    let topics: TopicTable
    let affixes: Affixes
    /// The words behind which a capital makes a name; none where every capital does.
    let nameLeads: Set<UInt32>

    init(
        _ compiler: RuleCompiler,
        weights: ScoringWeights,
        affixes: Affixes,
        nameLeads: Set<UInt32>
    ) {
        self.weights = weights
        self.affixes = affixes
        self.nameLeads = nameLeads
        chain = RuleChain(weights)
        words = compiler.tree.words
        trie = compiler.tree.trie
        opinions = compiler.values.opinions
        guards = compiler.values.guards
        texts = compiler.values.texts
        topics = compiler.topics
    }

    /// The term of an opinion as the lexicon has it.
    func term(ofOpinion number: Int) -> String {
        let place = opinions[number].place
        let line = texts[Int(place.text)].term(at: Int(place.start))
        return TermChoices.term(Int(place.choice), of: line)
    }

    /// Whether two opinions have one term, in one list or in two.
    func haveOneTerm(_ number: Int, _ other: Int) -> Bool {
        number == other || term(ofOpinion: number) == term(ofOpinion: other)
    }
}
