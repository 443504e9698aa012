import TextAnalysis

/// The terms of a language's rule files as one tree over one table of words, while they are read.
struct TermTree {
    /// Whose terms are put in.
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

    /// Whose terms are put in; the later source goes before, but for lists from elsewhere.
    var source = Source.partner
    private(set) var words = WordTable()
    private(set) var trie = RuleTrie()
    /// Whether a word, by its number, stands in a term or a guard, for its other spellings.
    private var isSpelled: [Bool] = []

    /// Puts the terms of a line in, which change opinions; each may stand in the file once.
    mutating func define(
        _ line: RuleLine,
        unless isKnown: (RuleTrie.Meaning) -> Bool,
        _ change: (inout RuleTrie.Meaning) -> Void
    ) throws(RuleFileError) {
        if line.fields.count > 2, line.fields[2] != "@spelled" {
            throw line.mistake(.notAChoice(line.fields[2], choices: "@spelled"))
        }
        for single in try line.singles(inField: 0) {
            let term = single.fields[0]
            let node = node(of: try TermPattern(term, of: line))
            let spelling = line.fields.count > 2 ? trie.number(of: Lexicon.words(of: term)) : nil
            var isRepeated = false
            define(at: node) { meaning in
                isRepeated = isKnown(meaning)
                if let spelling { meaning.spelling = spelling }
                change(&meaning)
            }
            guard !isRepeated else { throw line.mistake(.repeated(term)) }
        }
    }

    /// Changes what a node means; what the language's own files say of it begins anew.
    mutating func define(at node: UInt32, _ change: (inout RuleTrie.Meaning) -> Void) {
        let replaces = source == .own || source == .company
        trie.define(at: node) { meaning in
            if replaces, !meaning.isOwn { meaning = RuleTrie.Meaning(isOwn: true) }
            change(&meaning)
        }
    }

    /// The node of a term.
    mutating func node(of pattern: TermPattern) -> UInt32 {
        var node: UInt32 = 0
        for piece in pattern.pieces {
            let key =
                switch piece {
                case .word(let bytes): number(of: bytes.span, 0..<bytes.count)
                case .stem(let bytes): words.number(of: bytes, isStem: true)
                case .number: RuleTrie.numberKey
                case .any: RuleTrie.anyKey
                }
            node = trie.child(of: node, by: key)
        }
        return node
    }

    /// The node of a term of small ASCII letters and digits.
    mutating func node(of bytes: Span<UInt8>, _ term: Range<Int>) -> UInt32 {
        var node: UInt32 = 0
        var index = term.lowerBound
        while index < term.upperBound {
            let piece = PlainTerm.piece(in: bytes, index..<term.upperBound)
            let key =
                switch piece.kind {
                case .word: number(of: bytes, piece.range)
                case .stem: words.number(of: bytes, piece.range, isStem: true)
                case .number: RuleTrie.numberKey
                case .any: RuleTrie.anyKey
                }
            node = trie.child(of: node, by: key)
            index = piece.next
        }
        return node
    }

    /// The number of a word that a guard asks for.
    mutating func number(ofNeighbour word: String) -> UInt32 {
        let bytes = Array(Folding.folded(word).utf8)
        return number(of: bytes.span, 0..<bytes.count)
    }

    /// The number of a word behind which a name may stand.
    mutating func number(ofNameLead word: String) -> UInt32 {
        words.number(of: Array(Folding.folded(word).utf8), isStem: false)
    }

    /// Whether a word is an opinion so far, by itself or by the stem that it begins with.
    func isOpinion(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Bool {
        trie.isOpinion(words.keys(of: bytes, from: word.lowerBound, to: word.upperBound))
    }

    /// Lets words with an apostrophe be found without it, and others in their plain spelling,
    /// where that is no other word.
    mutating func addSpellings(by affixes: Affixes) {
        let places = words.places
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

    /// Puts the terms of what texts speak of into their own tree, over the same words.
    mutating func add(_ files: RuleFiles, to topics: inout TopicTable) throws(RuleFileError) {
        try topics.add(files, words: &words)
    }

    // MARK: -

    /// The number of a word that stands in a term or a guard.
    private mutating func number(of bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
        let number = words.number(of: bytes, range, isStem: false)
        let missing = Int(number) + 1 - isSpelled.count
        if missing > 0 { isSpelled += repeatElement(false, count: missing) }
        isSpelled[Int(number)] = true
        return number
    }
}
