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
        /// The accents that its marks need, for words that another word folds into.
        var spelling: [String]?
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

    /// A place in the tree.
    struct Node: Sendable {
        /// The index of its meaning, or −1.
        var meaning: Int32 = -1
        /// Whether it has words behind it.
        var isInner = false
        /// Whether any word may stand behind it.
        var takesAny = false
    }

    private struct Edge: Sendable {
        var key: UInt64 = 0
        var target: UInt32 = 0
    }

    /// The keys that stand for `<n>` and `<w>` on an edge; no word has these numbers.
    static let numberKey = UInt32.max
    static let anyKey = UInt32.max - 1

    private(set) var nodes = [Node()]
    private(set) var meanings: [Meaning] = []
    /// The nodes of first words by the words' numbers.
    private var roots: [UInt32] = []
    private var edges = [Edge](repeating: Edge(), count: 1024)
    private var edgeCount = 0
    /// One bit for each hash that an edge may have: most words lead nowhere, and one look tells.
    private var edgeFilter = [UInt64](repeating: 0, count: 2048)

    init() {}

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
        if nodes[Int(node)].meaning < 0 {
            nodes[Int(node)].meaning = Int32(meanings.count)
            meanings.append(Meaning())
        }
        change(&meanings[Int(nodes[Int(node)].meaning)])
    }

    /// Where a word leads from a node; 0 where it leads nowhere.
    @inline(__always)
    func target(from node: UInt32, by key: UInt32) -> UInt32 {
        if node == 0, key < Self.anyKey {
            return Int(key) < roots.count ? roots[Int(key)] : 0
        }
        let edge = Self.edge(node, key)
        let hash = Self.hash(edge)
        guard edgeFilter[hash >> 6 & 2047] >> UInt64(hash & 63) & 1 == 1 else { return 0 }
        return edges[place(of: edge, hash)].target
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
        guard key != 0 else { return nil }
        let node = nodes[Int(target(from: 0, by: key))]
        return node.meaning < 0 ? nil : meanings[Int(node.meaning)]
    }

    /// Whether a word alone is a term, and whether a longer term begins with it.
    func role(of keys: WordTable.Keys) -> (isTerm: Bool, isPart: Bool) {
        var role = (isTerm: false, isPart: false)
        for key in [keys.exact, keys.stem, keys.shorterStem, keys.shortestStem] where key != 0 {
            role.isPart = true
            let node = target(from: 0, by: key)
            if node != 0, nodes[Int(node)].meaning >= 0 { role.isTerm = true }
        }
        return role
    }

    /// Whether a word alone is an opinion.
    func isOpinion(_ keys: WordTable.Keys) -> Bool {
        [keys.exact, keys.stem, keys.shorterStem, keys.shortestStem].contains { key in
            meaning(of: key)?.opinion != nil
        }
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
        if nodes[Int(node)].takesAny { step(from: node, by: Self.anyKey, at: distance, word, body) }
    }

    private func step(
        from node: UInt32,
        by key: UInt32,
        at distance: Int,
        _ word: (Int) -> Step?,
        _ body: (_ length: Int, Meaning) -> Void
    ) {
        guard key != 0 else { return }
        let next = target(from: node, by: key)
        guard next != 0 else { return }
        let found = nodes[Int(next)]
        if found.meaning >= 0 { body(distance + 1, meanings[Int(found.meaning)]) }
        if found.isInner { walk(from: next, at: distance + 1, word, body) }
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

    private static func hash(_ edge: UInt64) -> Int {
        Int(truncatingIfNeeded: (edge &* 0x9E37_79B9_7F4A_7C15) >> 32)
    }

    /// Where an edge is kept, or the free place where it belongs.
    private func place(of edge: UInt64, _ hash: Int) -> Int {
        let mask = edges.count - 1
        var index = hash & mask
        while edges[index].key != 0, edges[index].key != edge { index = (index + 1) & mask }
        return index
    }

    private mutating func child(of node: UInt32, by key: UInt32) -> UInt32 {
        let known = target(from: node, by: key)
        guard known == 0 else { return known }
        let new = UInt32(nodes.count)
        if node == 0, key < Self.anyKey {
            if roots.count <= Int(key) {
                roots += repeatElement(0, count: max(Int(key) + 1 - roots.count, roots.count))
            }
            roots[Int(key)] = new
        } else {
            if edgeCount * 3 > edges.count { grow() }
            let edge = Self.edge(node, key)
            let hash = Self.hash(edge)
            edges[place(of: edge, hash)] = Edge(key: edge, target: new)
            edgeFilter[hash >> 6 & 2047] |= 1 << UInt64(hash & 63)
            edgeCount += 1
        }
        nodes[Int(node)].isInner = true
        if key == Self.anyKey { nodes[Int(node)].takesAny = true }
        nodes.append(Node())
        return new
    }

    private mutating func grow() {
        let old = edges.filter { $0.key != 0 }
        edges = Array(repeating: Edge(), count: edges.count * 4)
        for edge in old { edges[place(of: edge.key, Self.hash(edge.key))] = edge }
    }
}
