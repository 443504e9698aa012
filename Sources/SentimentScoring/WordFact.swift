import TextAnalysis

/// What the rules of a language know of one folded word, wherever it stands.
struct WordFact: Sendable {
    /// What may begin at a word.
    enum Role: UInt8, Sendable {
        /// No term.
        case nothing
        /// One opinion of one word that is plain.
        case opinion
        /// One word that turns, strengthens or weighs opinions.
        case mark
        /// A word that says nothing alone: the tree must be asked where the next may go on.
        case lead
        /// Several terms or longer ones: the tree must be asked.
        case terms
    }

    /// The numbers of the word and of the stems that it begins with.
    var keys = WordTable.Keys.none
    /// What becomes of its term's value, in thousandths, for what its affixes say.
    var affixFactor: UInt16 = 1000
    var form: Token.Form = []
    var role = Role.nothing
    /// The opinion, the meaning of the mark, or the only node of the tree that the word leads to;
    /// there 0 where it leads to several.
    var number: UInt32 = 0
    /// Whether a term of what texts speak of may begin here.
    var opensTopic = false
    /// The node that `number` names.
    var place = RuleTrie.Node()

    /// The bits of its keys, by which a node may lead on to it.
    func keyBits(isNumber: Bool) -> UInt64 {
        let all = keys.all + (isNumber ? [RuleTrie.numberKey] : [])
        return all.reduce(0) { $1 == 0 ? $0 : $0 | RuleTrie.Node.bit(of: $1) }
    }

    /// Whether nothing is to be remembered of the word.
    var isNothing: Bool { keys.isEmpty && form.isEmpty }
}

extension RuleBook {
    /// The shortest part of a tag's written-together words that is looked for.
    private static let shortestPart = 4
    /// Longer tags are no words written together.
    private static let longestTag = 48

    /// Looks up what a word is to the rules: names and addresses nothing, a tag what its word is.
    func fact(of kind: Word.Kind, _ range: Range<Int>, in folded: Span<UInt8>) -> WordFact {
        var fact = WordFact()
        switch kind {
        case .number, .emoji:
            fact.keys = words.keys(of: folded, from: range.lowerBound, to: range.upperBound)
        case .word:
            lookUp(range, in: folded, &fact)
        case .handle:
            guard !range.isEmpty, folded[range.lowerBound] == UInt8(ascii: "#") else { break }
            lookUpTag(range, in: folded, &fact)
        case .address: break
        }
        let (role, number) = role(of: fact.keys, isNumber: kind == .number)
        fact.role = role
        fact.number = UInt32(truncatingIfNeeded: number)
        if role == .terms, let node = onlyNode(of: fact.keys, isNumber: kind == .number) {
            fact.number = node
            fact.place = trie.nodes[Int(node)]
            if !fact.place.takesAny, !trie.saysSomething(fact.place) { fact.role = .lead }
        }
        fact.opensTopic = topics.mayBegin(with: fact.keys, isNumber: kind == .number)
        return fact
    }

    // MARK: -

    /// What may begin at a word, and the number of what does.
    private func role(of keys: WordTable.Keys, isNumber: Bool) -> (WordFact.Role, Int) {
        if trie.takesAnyFirst, !keys.isEmpty || isNumber { return (.terms, 0) }
        if isNumber, trie.target(from: 0, by: RuleTrie.numberKey) != 0 { return (.terms, 0) }
        var meaning: Int?
        for key in keys.all where key != 0 {
            let next = trie.target(from: 0, by: key)
            guard next != 0 else { continue }
            let node = trie.nodes[Int(next)]
            guard !node.isInner else { return (.terms, 0) }
            guard node.meaning >= 0 else { continue }
            guard meaning == nil else { return (.terms, 0) }
            meaning = Int(node.meaning)
        }
        guard let number = meaning else { return (.nothing, 0) }
        let only = trie.meanings[number]
        guard only.spelling == nil else { return (.terms, 0) }
        guard let opinion = only.opinion else {
            return only.isMark ? (.mark, number) : (.nothing, 0)
        }
        return only.isMark || !opinions[opinion].isPlain ? (.terms, 0) : (.opinion, opinion)
    }

    /// The node of the tree to which a word leads, where it is the only one.
    private func onlyNode(of keys: WordTable.Keys, isNumber: Bool) -> UInt32? {
        guard !isNumber, !trie.takesAnyFirst else { return nil }
        let targets = keys.all.filter { $0 != 0 }.map { trie.target(from: 0, by: $0) }
        let nodes = targets.filter { $0 != 0 }
        return nodes.count == 1 ? nodes[0] : nil
    }

    /// The longest opinion that ends or else begins a tag: "#massivefail", "#happyflight".
    private func opinion(within tag: Range<Int>, in folded: Span<UInt8>) -> WordTable.Keys {
        guard tag.count > Self.shortestPart, tag.count <= Self.longestTag else { return .none }
        let last = tag.upperBound - Self.shortestPart
        let parts =
            (tag.lowerBound...last).map { $0..<tag.upperBound }
            + (tag.lowerBound...last).reversed().map {
                tag.lowerBound..<($0 + Self.shortestPart)
            }
        for part in parts {
            let exact = words.keys(of: folded, from: part.lowerBound, to: part.upperBound).exact
            if trie.meaning(of: exact)?.opinion != nil { return WordTable.Keys(exact: exact) }
        }
        return .none
    }

    /// A tag is what the lists say of it, and else what its word is.
    private func lookUpTag(_ range: Range<Int>, in folded: Span<UInt8>, _ fact: inout WordFact) {
        let tag = (range.lowerBound + 1)..<range.upperBound
        lookUp(tag, in: folded, &fact)
        if fact.keys.isEmpty { fact.keys = opinion(within: tag, in: folded) }
        var own = words.keys(of: folded, from: range.lowerBound, to: range.upperBound)
        guard !own.isEmpty else { return }
        if fact.affixFactor == 1000, !fact.form.contains(.turned) {
            own.base = fact.keys.exact != 0 ? fact.keys.exact : fact.keys.stem
        }
        fact.keys = own
        fact.affixFactor = 1000
        fact.form.subtract([.turned, .boosted])
    }

    private func lookUp(_ range: Range<Int>, in folded: Span<UInt8>, _ fact: inout WordFact) {
        fact.keys = words.keys(of: folded, from: range.lowerBound, to: range.upperBound)
        let isStretched = Self.isStretched(range, in: folded)
        if isStretched { fact.form.insert(.stretched) }
        guard isStretched || !affixes.isEmpty else { return }
        guard fact.keys.isEmpty || !trie.role(of: fact.keys).isTerm else { return }
        let bytes = range.map { folded[$0] }
        let form = affixes.known(bytes[...]) { form in
            let bytes = form.bytes
            let keys = words.keys(of: bytes.span, from: 0, to: bytes.count)
            guard form.isPartOfCompound else { return trie.role(of: keys) }
            return (trie.isOpinion(keys), false)
        }
        guard let form else { return }
        let found = words.keys(of: form.bytes.span, from: 0, to: form.bytes.count)
        if fact.keys.isEmpty {
            fact.keys = found
        } else {
            fact.keys.base = found.exact != 0 ? found.exact : found.stem
        }
        fact.affixFactor = UInt16(clamping: form.factor)
        if fact.affixFactor != 1000 { fact.form.insert(.boosted) }
        if form.isTurned { fact.form.insert(.turned) }
    }

    /// Whether a letter stands three times in a row.
    private static func isStretched(_ range: Range<Int>, in folded: Span<UInt8>) -> Bool {
        var run = 1
        var last: UInt8 = 0
        for index in range {
            let byte = folded[index]
            run = byte == last && byte < 0x80 ? run + 1 : 1
            if run == 3, byte > UInt8(ascii: "9") { return true }
            last = byte
        }
        return false
    }
}
