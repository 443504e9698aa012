/// The terms of all rule files of a language as one tree of words.
///
/// A node is reached by the words of a term, one after another. Its meaning says what the term is:
/// an opinion, a negator, an intensifier, a contrast, or several of them.
struct RuleTrie: Sendable {
    /// What a term means to the rules.
    struct Meaning: Sendable {
        private var opinionNumber: Int32 = -1
        private var spellingNumber: Int32 = -1
        private var factorValue: Int16 = -1
        private var irrealisValue: Int16 = -1
        /// On which side of a negator stands what it turns.
        var negator: NegatorSide?
        var contrast: ContrastWord?
        var comparison: ComparisonWord?
        /// Whether it is the language's own and not of the one that it is mixed with.
        var isOwn = false

        /// Creates what means nothing yet.
        init(isOwn: Bool = false) {
            self.isOwn = isOwn
        }

        /// The index of the opinion in the language's lexicon.
        var opinion: Int? {
            get { opinionNumber < 0 ? nil : Int(opinionNumber) }
            set { opinionNumber = newValue.map { Int32(clamping: $0) } ?? -1 }
        }

        /// The factor of an intensifier in thousandths.
        var factor: Int? {
            get { factorValue < 0 ? nil : Int(factorValue) }
            set { factorValue = newValue.map { Int16(clamping: $0) } ?? -1 }
        }

        /// What is left of opinions behind words that say how things should be, in thousandths.
        var irrealis: Int? {
            get { irrealisValue < 0 ? nil : Int(irrealisValue) }
            set { irrealisValue = newValue.map { Int16(clamping: $0) } ?? -1 }
        }

        /// The index of the accents that its marks need, for words that another word folds into.
        var spelling: Int? {
            get { spellingNumber < 0 ? nil : Int(spellingNumber) }
            set { spellingNumber = newValue.map { Int32(clamping: $0) } ?? -1 }
        }

        /// Whether it turns, strengthens or weighs opinions.
        var isMark: Bool {
            negator != nil || factorValue >= 0 || contrast != nil || irrealisValue >= 0
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
        /// One bit for the last digits of each key that leads on: most words do not.
        private(set) var followers: UInt64 = 0

        /// Notes that a key leads on.
        mutating func addFollower(_ key: UInt32) {
            isInner = true
            followers |= Self.bit(of: key)
        }

        /// The bit of a key.
        @inline(__always)
        static func bit(of key: UInt32) -> UInt64 { 1 &<< UInt64(key & 63) }

        /// Whether one of a word's keys may lead on; where not none of them does.
        @inline(__always)
        func mayLead(byAny bits: UInt64) -> Bool { followers & bits != 0 }

        /// Whether a key may lead on; where not it certainly does not.
        @inline(__always)
        func mayLead(by key: UInt32) -> Bool { followers &>> UInt64(key & 63) & 1 == 1 }
    }

    private struct Edge: Sendable {
        var node: UInt32 = 0
        var key: UInt32 = 0
        /// Where it leads; 0 where the place is free.
        var target: UInt32 = 0
    }

    /// The keys that stand for `<n>` and `<w>` on an edge; no word has these numbers.
    static let numberKey = UInt32.max
    static let anyKey = UInt32.max - 1

    private(set) var nodes = [Node()]
    private(set) var meanings: [Meaning] = []
    /// The words with their accents that meanings name by their numbers.
    private(set) var spellings: [[String]] = []
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
        define(at: node, change)
    }

    /// The meaning of a node, to be read or written; made when it means nothing yet.
    mutating func define(at node: UInt32, _ change: (inout Meaning) -> Void) {
        if nodes[Int(node)].meaning < 0 {
            nodes[Int(node)].meaning = Int32(meanings.count)
            meanings.append(Meaning())
        }
        change(&meanings[Int(nodes[Int(node)].meaning)])
    }

    /// Every step of the tree: the node, the key by which it goes on, and the node behind.
    ///
    /// A node has a smaller number than those behind it; the steps come in ascending order of
    /// these.
    var steps: [(node: UInt32, key: UInt32, target: UInt32)] {
        var all = roots.enumerated().filter { $0.element != 0 }.map { key, target in
            (UInt32(0), UInt32(key), target)
        }
        for edge in edges where edge.target != 0 { all.append((edge.node, edge.key, edge.target)) }
        return all.sorted { $0.2 < $1.2 }.map { (node: $0.0, key: $0.1, target: $0.2) }
    }

    /// Keeps the accents of a term and gives their number.
    mutating func number(of spelling: [String]) -> Int {
        spellings.append(spelling)
        return spellings.count - 1
    }

    /// Whether any word may begin a term.
    var takesAnyFirst: Bool { nodes[0].takesAny }

    /// Where a word leads from a node; 0 where it leads nowhere.
    @inline(__always)
    func target(from node: UInt32, by key: UInt32) -> UInt32 {
        if node == 0, key < Self.anyKey {
            return Int(key) < roots.count ? roots[Int(key)] : 0
        }
        let hash = Self.hash(node, key)
        guard edgeFilter[hash >> 6 & 2047] >> UInt64(hash & 63) & 1 == 1 else { return 0 }
        return edges[place(of: node, key, hash)].target
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

    /// Whether the words that lead to a node are a term themselves.
    func saysSomething(_ node: Node) -> Bool {
        guard node.meaning >= 0 else { return false }
        let meaning = meanings[Int(node.meaning)]
        return meaning.opinion != nil || meaning.isMark
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

    private static func hash(_ node: UInt32, _ key: UInt32) -> Int {
        let edge = UInt64(node) << 32 | UInt64(key)
        return Int(truncatingIfNeeded: (edge &* 0x9E37_79B9_7F4A_7C15) >> 32)
    }

    /// Where an edge is kept, or the free place where it belongs.
    private func place(of node: UInt32, _ key: UInt32, _ hash: Int) -> Int {
        let mask = edges.count - 1
        var index = hash & mask
        while edges[index].target != 0, edges[index].node != node || edges[index].key != key {
            index = (index + 1) & mask
        }
        return index
    }

    /// The node behind a node, a new one where the key does not lead on yet.
    mutating func child(of node: UInt32, by key: UInt32) -> UInt32 {
        let known = target(from: node, by: key)
        guard known == 0 else { return known }
        let new = UInt32(nodes.count)
        if node == 0, key < Self.anyKey {
            if roots.count <= Int(key) {
                let more = max(Int(key) + 1 - roots.count, roots.count / 2)
                roots += repeatElement(0, count: more)
            }
            roots[Int(key)] = new
        } else {
            if edgeCount * 2 > edges.count { grow() }
            let hash = Self.hash(node, key)
            edges[place(of: node, key, hash)] = Edge(node: node, key: key, target: new)
            edgeFilter[hash >> 6 & 2047] |= 1 << UInt64(hash & 63)
            edgeCount += 1
        }
        nodes[Int(node)].addFollower(key)
        if key == Self.anyKey { nodes[Int(node)].takesAny = true }
        nodes.append(Node())
        return new
    }

    private mutating func grow() {
        let old = edges
        edges = Array(repeating: Edge(), count: old.count * 2)
        for edge in old where edge.target != 0 {
            edges[place(of: edge.node, edge.key, Self.hash(edge.node, edge.key))] = edge
        }
    }
}
