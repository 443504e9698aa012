/// The terms of all rule files of a language as one tree of words.
///
/// A node is reached by the words of a term, one after another. Its meaning says what the term is:
/// an opinion, a negator, an intensifier, a contrast, or several of them.
struct RuleTrie: Sendable {
    /// What a term means to the rules.
    struct Meaning: Sendable {
        /// The index of the opinion in the language's lexicon.
        var opinion: Int?
        /// On which side of a negator stands what it turns.
        var negator: NegatorSide?
        /// The factor of an intensifier in thousandths.
        var factor: Int?
        var contrast: ContrastWord?
        /// What is left of opinions behind words that say how things should be, in thousandths.
        var irrealis: Int?
        var comparison: ComparisonWord?
        /// Whether it is the language's own and not of the one that it is mixed with.
        var isOwn = false

        /// Whether it turns, strengthens or weighs opinions.
        var isMark: Bool {
            negator != nil || factor != nil || contrast != nil || irrealis != nil
                || comparison != nil
        }
    }

    /// A word as the tree sees it: what it is to the rules, and whether it is a number.
    typealias Step = (keys: WordTable.Keys, isNumber: Bool)

    /// The keys that stand for `<n>` and `<w>` on an edge; no word has these numbers.
    private static let numberKey = UInt32.max
    private static let anyKey = UInt32.max - 1

    private var keys: [UInt64]
    private var targets: [UInt32]
    private var edgeCount = 0
    private var nodeCount: UInt32 = 1
    /// The meaning of each node, by its number.
    private var meanings: [Meaning?] = [nil]
    /// Whether a node has words behind it.
    private var isInner: [Bool] = [false]

    init() {
        keys = Array(repeating: 0, count: 1024)
        targets = Array(repeating: 0, count: 1024)
    }

    /// The meaning of a term, to be read or written; made when the term is new.
    mutating func define(
        _ pattern: TermPattern,
        in words: inout WordTable,
        _ change: (inout Meaning) -> Void
    ) {
        var node: UInt32 = 0
        for piece in pattern.pieces {
            node = child(of: node, by: Self.key(of: piece, in: &words))
        }
        var meaning = meanings[Int(node)] ?? Meaning()
        change(&meaning)
        meanings[Int(node)] = meaning
    }

    /// Hands out every term that begins with a word of a text, with its number of words.
    ///
    /// `word` gives the word at a distance from the first, or `nil` behind the last that a term
    /// may cover. The cost is bounded by the rule files, not by the text.
    func matches(
        _ word: (Int) -> Step?,
        _ body: (_ length: Int, Meaning) -> Void
    ) {
        walk(from: 0, at: 0, word, body)
    }

    /// What a word alone means.
    func meaning(of key: UInt32) -> Meaning? {
        key == 0 ? nil : meanings[Int(target(of: Self.edge(0, key)))]
    }

    /// Whether a word alone is a term, and whether a longer term begins with it.
    func role(of keys: WordTable.Keys) -> (isTerm: Bool, isPart: Bool) {
        var role = (isTerm: false, isPart: false)
        for key in [keys.exact, keys.stem, keys.shorterStem, keys.shortestStem] where key != 0 {
            role.isPart = true
            let node = Int(target(of: Self.edge(0, key)))
            if node != 0, meanings[node] != nil { role.isTerm = true }
        }
        return role
    }

    // MARK: -

    private func walk(
        from node: UInt32,
        at distance: Int,
        _ word: (Int) -> Step?,
        _ body: (_ length: Int, Meaning) -> Void
    ) {
        guard let (keys, isNumber) = word(distance) else { return }
        step(from: node, by: keys.exact, at: distance, word, body)
        step(from: node, by: keys.stem, at: distance, word, body)
        step(from: node, by: keys.shorterStem, at: distance, word, body)
        step(from: node, by: keys.shortestStem, at: distance, word, body)
        step(from: node, by: keys.base, at: distance, word, body)
        if isNumber { step(from: node, by: Self.numberKey, at: distance, word, body) }
        if node != 0 { step(from: node, by: Self.anyKey, at: distance, word, body) }
    }

    private func step(
        from node: UInt32,
        by key: UInt32,
        at distance: Int,
        _ word: (Int) -> Step?,
        _ body: (_ length: Int, Meaning) -> Void
    ) {
        guard key != 0 else { return }
        let next = target(of: Self.edge(node, key))
        guard next != 0 else { return }
        if let meaning = meanings[Int(next)] { body(distance + 1, meaning) }
        if isInner[Int(next)] { walk(from: next, at: distance + 1, word, body) }
    }

    private static func key(of piece: TermPattern.Piece, in words: inout WordTable) -> UInt32 {
        switch piece {
        case .word(let bytes): words.number(of: bytes, isStem: false)
        case .stem(let bytes): words.number(of: bytes, isStem: true)
        case .number: numberKey
        case .any: anyKey
        }
    }

    private static func edge(_ node: UInt32, _ key: UInt32) -> UInt64 {
        UInt64(node) << 32 | UInt64(key)
    }

    /// Where an edge is kept, or the free place where it belongs.
    private func place(of edge: UInt64) -> Int {
        let mask = keys.count - 1
        var index = Int(truncatingIfNeeded: (edge &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while keys[index] != 0, keys[index] != edge { index = (index + 1) & mask }
        return index
    }

    private func target(of edge: UInt64) -> UInt32 {
        targets[place(of: edge)]
    }

    private mutating func child(of node: UInt32, by key: UInt32) -> UInt32 {
        let edge = Self.edge(node, key)
        let known = target(of: edge)
        guard known == 0 else { return known }
        if edgeCount * 3 > keys.count { grow() }
        let new = nodeCount
        let index = place(of: edge)
        (keys[index], targets[index]) = (edge, new)
        edgeCount += 1
        nodeCount += 1
        isInner[Int(node)] = true
        meanings.append(nil)
        isInner.append(false)
        return new
    }

    private mutating func grow() {
        let old = zip(keys, targets).filter { $0.0 != 0 }
        keys = Array(repeating: 0, count: keys.count * 4)
        targets = Array(repeating: 0, count: keys.count)
        for (edge, node) in old {
            let index = place(of: edge)
            (keys[index], targets[index]) = (edge, node)
        }
    }
}
