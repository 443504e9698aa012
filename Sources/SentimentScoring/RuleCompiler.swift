import EarshotModel
import TextAnalysis

/// Puts the words of a language's rule files into one table and one tree.
struct RuleCompiler {
    var words = WordTable()
    var trie = RuleTrie()
    var opinions: [Opinion] = []
    var guards: [Opinion.Guard] = []
    /// The texts of the files in which the terms of opinions stand.
    var texts: [String] = []
    /// The guards of opinions by their numbers, to tell what is repeated.
    var origins: [Int: Origin] = [:]
    /// What texts speak of.
    private(set) var topics = TopicTable()
    /// Whose words are taken in; the later source goes before, but for lists from elsewhere.
    var source = Source.partner
    /// Whether a word, by its number, stands in a term or a guard, for its other spellings.
    private var isSpelled: [Bool] = []

    /// Whose words are taken in.
    enum Source {
        /// Those of the language that people mix this one with; the language's own replace them.
        case partner
        /// The language's own.
        case own
        /// Those of lists from elsewhere, which serve where no other does.
        case imported
        /// The company's, which replace every other sense of the same.
        case company
    }

    /// Takes a list in that is no part of the package; one that is not there holds nothing.
    mutating func addWords(of files: RuleFiles, _ name: String) throws(RuleFileError) {
        guard let text = files.texts[name] else { return }
        try addValues(in: text, file: files.path(name), kind: .word)
    }

    /// Takes all files of a language in but its pictures.
    mutating func addTerms(of files: RuleFiles) throws(RuleFileError) {
        for file in TermFile.allCases where file == .lexicon || files.texts[file.name] != nil {
            let text = try files.needed(file.name)
            try addValues(in: text, file: files.path(file.name), kind: file.kind)
        }
        try addNegators(files)
        try addIntensifiers(files)
        try addContrasts(files)
        try addIrrealis(files)
        try addComparisons(files)
        try addPlainWords(files)
        try topics.add(files, words: &words)
    }

    /// Takes the emoji and emoticons in.
    mutating func addPictures(of files: RuleFiles) throws(RuleFileError) {
        let name = "emoji.tsv"
        guard let text = files.texts[name] else { return }
        try addValues(in: text, file: files.path(name), kind: .picture)
    }

    /// Lets words with an apostrophe be found without it, and others in their plain spelling,
    /// where that is no other word; and tells which opinions hold a negator.
    mutating func finish(with affixes: Affixes) {
        let places = words.places
        markNegators(places)
        let apostrophe = UInt8(ascii: "'")
        let known = places.indices.filter { $0 < isSpelled.count && isSpelled[$0] }
        for number in known {
            let bytes = words.bytes(at: places[number])
            guard bytes.contains(apostrophe) else { continue }
            words.alias(bytes.filter { $0 != apostrophe }, for: UInt32(number))
        }
        guard !affixes.spellings.isEmpty else { return }
        for number in known {
            let bytes = Array(words.bytes(at: places[number]))
            guard let plain = affixes.respelled(bytes) else { continue }
            words.alias(plain, for: UInt32(number))
        }
    }

    /// Follows every term through the tree; a stem is no negator.
    private mutating func markNegators(_ places: [Range<Int>]) {
        var holds = [Bool](repeating: false, count: trie.nodes.count)
        for step in trie.steps {
            let isWord = Int(step.key) < places.count && !places[Int(step.key)].isEmpty
            let isNegator = isWord && trie.meaning(of: step.key)?.negator != nil
            let target = Int(step.target)
            holds[target] = holds[Int(step.node)] || isNegator
            guard holds[target], trie.nodes[target].meaning >= 0 else { continue }
            var next = trie.meanings[Int(trie.nodes[target].meaning)].opinion
            while let opinion = next {
                opinions[opinion].holdsNegator = true
                next = opinions[opinion].alternative
            }
        }
    }

    /// Takes the words in behind which a name may stand, for languages whose nouns have capitals.
    mutating func numbers(of names: [String]) -> Set<UInt32> {
        Set(
            names.map { name in
                words.number(of: Array(Folding.folded(name).utf8), isStem: false)
            }
        )
    }

    // MARK: - Terms

    mutating func define(
        _ line: RuleLine,
        unless isKnown: (RuleTrie.Meaning) -> Bool,
        _ change: (inout RuleTrie.Meaning) -> Void
    ) throws(RuleFileError) {
        guard let pattern = TermPattern(line.fields[0]) else {
            throw line.mistake(.notATerm(line.fields[0]))
        }
        if line.fields.count > 2, line.fields[2] != "@spelled" {
            throw line.mistake(.notAChoice(line.fields[2], choices: "@spelled"))
        }
        let spelling =
            line.fields.count > 2 ? trie.number(of: Lexicon.words(of: line.fields[0])) : nil
        var isRepeated = false
        define(pattern) { meaning in
            isRepeated = isKnown(meaning)
            if let spelling { meaning.spelling = spelling }
            change(&meaning)
        }
        guard !isRepeated else { throw line.mistake(.repeated(line.fields[0])) }
    }

    mutating func define(
        _ pattern: TermPattern,
        _ change: (inout RuleTrie.Meaning) -> Void
    ) {
        define(at: node(of: pattern), change)
    }

    /// The node of a term.
    mutating func node(of pattern: TermPattern) -> UInt32 {
        var node: UInt32 = 0
        for piece in pattern.pieces {
            let key =
                switch piece {
                case .word(let bytes): spelledNumber(of: bytes.span, 0..<bytes.count)
                case .stem(let bytes): words.number(of: bytes, isStem: true)
                case .number: RuleTrie.numberKey
                case .any: RuleTrie.anyKey
                }
            node = trie.child(of: node, by: key)
        }
        return node
    }

    mutating func define(at node: UInt32, _ change: (inout RuleTrie.Meaning) -> Void) {
        let replaces = source == .own || source == .company
        trie.define(at: node) { meaning in
            if replaces, !meaning.isOwn { meaning = RuleTrie.Meaning(isOwn: true) }
            change(&meaning)
        }
    }

    /// The number of a word that stands in a term or a guard.
    mutating func spelledNumber(of bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
        let number = words.number(of: bytes, range, isStem: false)
        let missing = Int(number) + 1 - isSpelled.count
        if missing > 0 { isSpelled += repeatElement(false, count: missing) }
        isSpelled[Int(number)] = true
        return number
    }

    mutating func compiled(_ condition: SenseGuard.Condition) -> Opinion.Condition {
        var phrases: [[UInt32]] = []
        for case .words(let names) in condition.neighbours {
            phrases.append(
                names.map { name in
                    let bytes = Array(Folding.folded(name).utf8)
                    return spelledNumber(of: bytes.span, 0..<bytes.count)
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
