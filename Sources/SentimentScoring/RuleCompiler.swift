import TextAnalysis

/// Puts the words of a language's rule files into one table and one tree.
struct RuleCompiler {
    private(set) var words = WordTable()
    private(set) var trie = RuleTrie()
    private(set) var opinions: [Opinion] = []
    /// Every word as the files spell it, for the forms without apostrophe.
    private var spelled: [[UInt8]] = []

    /// Takes an opinion term in.
    mutating func add(_ entry: Lexicon.Entry) {
        define(entry.pattern, opinion: entry, isPicture: false)
    }

    /// Takes an emoji or an emoticon in.
    mutating func addPicture(_ entry: Lexicon.Entry) {
        define(entry.pattern, opinion: entry, isPicture: true)
    }

    /// Takes the words that turn opinions in.
    mutating func addNegators(_ text: String, file: String) throws(RuleFileError) {
        for line in RuleLine.lines(of: text, file: file) {
            try line.require(fields: 1...1, named: "a term")
            try define(line, unless: \.isNegator) { $0.isNegator = true }
        }
    }

    /// Takes the words that strengthen or weaken opinions in.
    mutating func addIntensifiers(_ text: String, file: String) throws(RuleFileError) {
        for line in RuleLine.lines(of: text, file: file) {
            try line.require(fields: 2...2, named: "a term and a factor")
            let factor = try line.thousandths(inField: 1, allowed: LanguageRules.factors)
            try define(line, unless: { $0.factor != nil }, { $0.factor = factor })
        }
    }

    /// Takes the words that weigh the sides of a sentence in.
    mutating func addContrasts(_ text: String, file: String) throws(RuleFileError) {
        for line in RuleLine.lines(of: text, file: file) {
            try line.require(fields: 2...2, named: "a term and a side")
            guard let side = ContrastWord(rawValue: line.fields[1]) else {
                throw line.mistake(.notAChoice(line.fields[1], choices: "after, before"))
            }
            try define(line, unless: { $0.contrast != nil }, { $0.contrast = side })
        }
    }

    /// Lets words with an apostrophe be found without it, where that is no other word.
    mutating func finish() {
        let apostrophe = UInt8(ascii: "'")
        for bytes in spelled where bytes.contains(apostrophe) {
            let number = words.number(of: bytes, isStem: false)
            words.alias(bytes.filter { $0 != apostrophe }, for: number)
        }
    }

    // MARK: -

    private mutating func define(
        _ pattern: TermPattern,
        opinion entry: Lexicon.Entry,
        isPicture: Bool
    ) {
        let index = opinions.count
        let conditions = (entry.sense?.conditions ?? []).map { compiled($0) }
        opinions.append(Opinion(term: entry.term, value: entry.value, conditions: conditions))
        define(pattern) {
            $0.opinion = index
            $0.isPicture = isPicture
        }
    }

    private mutating func define(
        _ line: RuleLine,
        unless isKnown: (RuleTrie.Meaning) -> Bool,
        _ change: (inout RuleTrie.Meaning) -> Void
    ) throws(RuleFileError) {
        guard let pattern = TermPattern(line.fields[0]) else {
            throw line.mistake(.notATerm(line.fields[0]))
        }
        var isRepeated = false
        define(pattern) { meaning in
            isRepeated = isKnown(meaning)
            change(&meaning)
        }
        guard !isRepeated else { throw line.mistake(.repeated(line.fields[0])) }
    }

    private mutating func define(
        _ pattern: TermPattern,
        _ change: (inout RuleTrie.Meaning) -> Void
    ) {
        for case .word(let bytes) in pattern.pieces { spelled.append(bytes) }
        trie.define(pattern, in: &words, change)
    }

    private mutating func compiled(_ condition: SenseGuard.Condition) -> Opinion.Condition {
        var phrases: [[UInt32]] = []
        for case .words(let names) in condition.neighbours {
            phrases.append(
                names.map { name in
                    let bytes = Array(Folding.folded(name).utf8)
                    spelled.append(bytes)
                    return words.number(of: bytes, isStem: false)
                }
            )
        }
        return Opinion.Condition(
            side: condition.side,
            isForbidden: condition.isForbidden,
            allowsBorder: condition.neighbours.contains(.border),
            allowsOpinion: condition.neighbours.contains(.opinion),
            phrases: phrases
        )
    }
}
