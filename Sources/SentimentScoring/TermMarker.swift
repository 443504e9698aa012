import EarshotModel
import TextAnalysis

/// Finds the terms of the rule files in a text: the longest first, no word in two opinions.
struct TermMarker {
    private(set) var tokens: [Token]
    private(set) var hits: [Hit] = []
    private let trie: RuleTrie
    private let terms: [Opinion]
    /// The bytes of the title and of the text, which the tokens' offsets count in.
    private let title: [UInt8]
    private let text: [UInt8]

    init(tokens: [Token], title: [UInt8], text: [UInt8], rules: LanguageRules) {
        self.tokens = tokens
        self.title = title
        self.text = text
        trie = rules.trie
        terms = rules.opinions
    }

    /// The terms of each kind that begin at one word, the longest of each.
    private struct Found {
        /// Opinions from the longest to the shortest, with their number of words.
        var opinions: [(length: Int, opinion: Int)] = []
        var negator: (length: Int, side: NegatorSide)?
        var intensifier: (length: Int, factor: Int)?
        var contrast: (length: Int, side: ContrastWord)?
        var irrealis: (length: Int, share: Int)?
        var comparison: (length: Int, side: ComparisonWord)?

        var isEmpty: Bool { opinions.isEmpty && longestMark == 0 }

        /// Forgets everything and keeps the place for it.
        mutating func clear() {
            guard !isEmpty else { return }
            opinions.removeAll(keepingCapacity: true)
            (negator, intensifier, contrast, irrealis, comparison) = (nil, nil, nil, nil, nil)
        }

        /// The words of the longest term that is no opinion.
        var longestMark: Int {
            max(
                max(negator?.length ?? 0, intensifier?.length ?? 0),
                max(contrast?.length ?? 0, irrealis?.length ?? 0),
                comparison?.length ?? 0
            )
        }

        /// Takes the meaning of so many words in.
        mutating func add(_ meaning: RuleTrie.Meaning, length: Int) {
            if let opinion = meaning.opinion {
                let place = opinions.firstIndex { $0.length < length }
                opinions.insert((length, opinion), at: place ?? opinions.endIndex)
            }
            if let side = meaning.negator, length > negator?.length ?? 0 {
                negator = (length, side)
            }
            if let factor = meaning.factor, length > intensifier?.length ?? 0 {
                intensifier = (length, factor)
            }
            if let side = meaning.contrast, length > contrast?.length ?? 0 {
                contrast = (length, side)
            }
            if let share = meaning.irrealis, length > irrealis?.length ?? 0 {
                irrealis = (length, share)
            }
            if let side = meaning.comparison, length > comparison?.length ?? 0 {
                comparison = (length, side)
            }
        }
    }

    /// Marks the whole text.
    mutating func mark() {
        var index = 0
        var found = Found()
        while index < tokens.count {
            guard !tokens[index].keys.isEmpty || tokens[index].isNumber else {
                index += 1
                continue
            }
            index += max(markTerms(at: index, &found), 1)
        }
    }

    // MARK: -

    /// Marks what begins at a word and returns how many words it took.
    private mutating func markTerms(at index: Int, _ found: inout Found) -> Int {
        found.clear()
        walk(from: 0, at: index, length: 0, &found)
        guard !found.isEmpty else { return 1 }
        let longestMark = found.longestMark
        if let hit = sense(of: found, at: index),
            hit.length > longestMark
                || (hit.length == longestMark && !isIntensifier(found, of: hit.length, at: index))
        {
            append(hit.opinion, at: index, length: hit.length)
            return hit.length
        }
        if let (length, side) = found.negator {
            tokens[index + length - 1].negator = side
            tokens[index + length - 1].markLength = length
        }
        if let (length, factor) = found.intensifier {
            tokens[index + length - 1].factor = factor
            tokens[index + length - 1].markLength = length
        }
        if let (length, side) = found.contrast {
            tokens[index].opensContrast = true
            tokens[index + length - 1].contrast = side
            tokens[index + length - 1].markLength = length
        }
        if let (length, share) = found.irrealis {
            tokens[index + length - 1].irrealis = share
            tokens[index + length - 1].markLength = length
        }
        if let (length, side) = found.comparison {
            tokens[index + length - 1].comparison = side
            tokens[index + length - 1].markLength = length
        }
        return longestMark
    }

    /// The longest opinion whose guard holds.
    private func sense(of found: Found, at index: Int) -> (length: Int, opinion: Int)? {
        for (length, first) in found.opinions {
            var next: Int? = first
            while let opinion = next {
                if isSense(opinion, at: index, length) { return (length, opinion) }
                next = terms[opinion].alternative
            }
        }
        return nil
    }

    /// Whether a word that is both, such as "awfully", strengthens the opinion behind it.
    private func isIntensifier(_ found: Found, of length: Int, at index: Int) -> Bool {
        found.intensifier?.length == length && hasOpinion(at: index + length)
    }

    /// Walks the tree of terms from a word on.
    private func walk(from node: UInt32, at index: Int, length: Int, _ found: inout Found) {
        let position = index + length
        guard position < tokens.count, !tokens[position].isBrand else { return }
        guard length == 0 || tokens[position].gap < .comma else { return }
        let keys = tokens[position].keys
        step(from: node, by: keys.exact, at: index, length, &found)
        if keys.stem != 0 {
            step(from: node, by: keys.stem, at: index, length, &found)
            step(from: node, by: keys.shorterStem, at: index, length, &found)
            step(from: node, by: keys.shortestStem, at: index, length, &found)
        }
        step(from: node, by: keys.base, at: index, length, &found)
        if tokens[position].isNumber {
            step(from: node, by: RuleTrie.numberKey, at: index, length, &found)
        }
        if trie.nodes[Int(node)].takesAny {
            step(from: node, by: RuleTrie.anyKey, at: index, length, &found)
        }
    }

    /// Takes a meaning in; marks that need accents only where the text has them.
    private func add(
        _ meaning: RuleTrie.Meaning,
        at index: Int,
        length: Int,
        to found: inout Found
    ) {
        guard let words = meaning.spelling, !isSpelled(words, at: index, length) else {
            return found.add(meaning, length: length)
        }
        found.add(RuleTrie.Meaning(opinion: meaning.opinion), length: length)
    }

    @inline(__always)
    private func step(
        from node: UInt32,
        by key: UInt32,
        at index: Int,
        _ length: Int,
        _ found: inout Found
    ) {
        guard key != 0 else { return }
        let next = trie.target(from: node, by: key)
        guard next != 0 else { return }
        let place = trie.nodes[Int(next)]
        if place.meaning >= 0 {
            add(trie.meanings[Int(place.meaning)], at: index, length: length + 1, to: &found)
        }
        if place.isInner { walk(from: next, at: index, length: length + 1, &found) }
    }

    /// The word at a distance from the first of a term; a term ends where its clause or a name
    /// does.
    private func step(at index: Int, distance: Int) -> RuleTrie.Step? {
        let position = index + distance
        guard position < tokens.count, !tokens[position].isBrand else { return nil }
        guard distance == 0 || tokens[position].gap < .comma else { return nil }
        return (tokens[position].keys, tokens[position].isNumber)
    }

    private func hasOpinion(at index: Int) -> Bool {
        guard tokens.indices.contains(index), tokens[index].gap < .comma else { return false }
        var has = false
        trie.matches({ step(at: index, distance: $0) }) { _, meaning in
            if let opinion = meaning.opinion, terms[opinion].value != 0 { has = true }
        }
        return has
    }

    private mutating func append(_ index: Int, at first: Int, length: Int) {
        let opinion = terms[index]
        guard opinion.value != 0 else { return }
        let last = tokens[first + length - 1]
        var hit = Hit(
            first: first,
            end: first + length,
            span: TextSpan(field: last.field, start: tokens[first].start, end: last.end),
            term: opinion.term,
            base: opinion.value,
            kind: opinion.kind
        )
        hit.holdsNegator = opinion.holdsNegator
        hits.append(hit)
    }

    // MARK: - Sense

    /// Whether an opinion's neighbours let it have its sense.
    private func isSense(_ opinion: Int, at index: Int, _ length: Int) -> Bool {
        let opinion = terms[opinion]
        if let words = opinion.spelling, !isSpelled(words, at: index, length) { return false }
        return opinion.conditions.allSatisfy { condition in
            holds(condition, at: index, length) != condition.isForbidden
        }
    }

    /// Whether each word of a term stands in the text with its accents.
    private func isSpelled(_ words: [String], at index: Int, _ length: Int) -> Bool {
        guard words.count == length else { return true }
        return words.indices.allSatisfy { offset in
            let token = tokens[index + offset]
            let text = token.field == .title ? title : text
            let word = String(decoding: text[token.start..<token.end], as: UTF8.self).lowercased()
            return word.contains(words[offset])
        }
    }

    private func holds(_ condition: Opinion.Condition, at index: Int, _ length: Int) -> Bool {
        switch condition.side {
        case .before:
            if condition.allowsBorder, index == 0 || tokens[index].gap >= .comma { return true }
            if condition.allowsOpinion, hasOpinion(before: index) { return true }
            return condition.phrases.contains { phrase in
                tokens[index].gap < .comma && reads(phrase, from: index - phrase.count)
            }
        case .after:
            let next = index + length
            let isLast = next >= tokens.count || tokens[next].gap >= .comma
            if condition.allowsBorder, isLast { return true }
            if condition.allowsOpinion, hasOpinion(at: next) { return true }
            return !isLast && condition.phrases.contains { reads($0, from: next) }
        }
    }

    /// Whether an opinion ends directly before a word, in its clause.
    private func hasOpinion(before index: Int) -> Bool {
        hits.last?.end == index && tokens[index].gap < .comma
    }

    /// Whether the words from `start` on are these, all in one clause.
    private func reads(_ phrase: [UInt32], from start: Int) -> Bool {
        guard start >= 0, start + phrase.count <= tokens.count else { return false }
        return phrase.indices.allSatisfy { offset in
            tokens[start + offset].keys.exact == phrase[offset]
                && (offset == 0 || tokens[start + offset].gap < .comma)
        }
    }
}
