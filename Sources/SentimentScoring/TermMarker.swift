import EarshotModel
import TextAnalysis

/// Finds the terms of the rule files in a text: the longest first, no word in two opinions.
struct TermMarker {
    private(set) var tokens: [Token]
    private(set) var hits: [Hit] = []
    private let rules: LanguageRules

    init(tokens: [Token], rules: LanguageRules) {
        self.tokens = tokens
        self.rules = rules
    }

    /// The terms of each kind that begin at one word, the longest of each.
    private struct Found {
        /// Opinions from the longest to the shortest, with their number of words.
        var opinions: [(length: Int, opinion: Int, isPicture: Bool)] = []
        var negator = 0
        var intensifier: (length: Int, factor: Int) = (0, 0)
        var contrast: (length: Int, side: ContrastWord)?

        var isEmpty: Bool {
            opinions.isEmpty && negator == 0 && intensifier.length == 0 && contrast == nil
        }
    }

    /// Marks the whole text.
    mutating func mark() {
        var index = 0
        while index < tokens.count {
            guard !tokens[index].keys.isEmpty || tokens[index].isNumber else {
                index += 1
                continue
            }
            index += max(markTerms(at: index), 1)
        }
    }

    // MARK: -

    /// Marks what begins at a word and returns how many words it took.
    private mutating func markTerms(at index: Int) -> Int {
        let found = terms(at: index)
        guard !found.isEmpty else { return 1 }
        let longestMark = max(found.negator, found.intensifier.length, found.contrast?.length ?? 0)
        if let hit = found.opinions.first(where: { isSense($0.opinion, at: index, $0.length) }),
            hit.length > longestMark
                || (hit.length == longestMark && !isIntensifier(found, of: hit.length, at: index))
        {
            append(hit.opinion, at: index, length: hit.length, isPicture: hit.isPicture)
            return hit.length
        }
        if found.negator > 0 {
            tokens[index + found.negator - 1].isNegator = true
            tokens[index + found.negator - 1].markLength = found.negator
        }
        if found.intensifier.length > 0 {
            tokens[index + found.intensifier.length - 1].factor = found.intensifier.factor
            tokens[index + found.intensifier.length - 1].markLength = found.intensifier.length
        }
        if let contrast = found.contrast {
            tokens[index + contrast.length - 1].contrast = contrast.side
            tokens[index + contrast.length - 1].markLength = contrast.length
        }
        return longestMark
    }

    /// Whether a word that is both, such as "awfully", strengthens the opinion behind it.
    private func isIntensifier(_ found: Found, of length: Int, at index: Int) -> Bool {
        found.intensifier.length == length && hasOpinion(at: index + length)
    }

    private func terms(at index: Int) -> Found {
        var found = Found()
        rules.trie.matches({ step(at: index, distance: $0) }) { length, meaning in
            if let opinion = meaning.opinion {
                let place = found.opinions.firstIndex { $0.length < length }
                found.opinions.insert(
                    (length, opinion, meaning.isPicture),
                    at: place ?? found.opinions.endIndex
                )
            }
            if meaning.isNegator { found.negator = max(found.negator, length) }
            if let factor = meaning.factor, length > found.intensifier.length {
                found.intensifier = (length, factor)
            }
            if let side = meaning.contrast, length > found.contrast?.length ?? 0 {
                found.contrast = (length, side)
            }
        }
        return found
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
        rules.trie.matches({ step(at: index, distance: $0) }) { _, meaning in
            if let opinion = meaning.opinion, rules.opinions[opinion].value != 0 { has = true }
        }
        return has
    }

    private mutating func append(_ index: Int, at first: Int, length: Int, isPicture: Bool) {
        let opinion = rules.opinions[index]
        guard opinion.value != 0 else { return }
        let last = tokens[first + length - 1]
        hits.append(
            Hit(
                first: first,
                end: first + length,
                span: TextSpan(field: last.field, start: tokens[first].start, end: last.end),
                term: opinion.term,
                base: opinion.value,
                isPicture: isPicture
            )
        )
    }

    // MARK: - Sense

    /// Whether an opinion's neighbours let it have its sense.
    private func isSense(_ opinion: Int, at index: Int, _ length: Int) -> Bool {
        rules.opinions[opinion].conditions.allSatisfy { condition in
            holds(condition, at: index, length) != condition.isForbidden
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
