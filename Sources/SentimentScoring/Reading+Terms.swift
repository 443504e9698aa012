import EarshotModel
import TextAnalysis

/// Finding the terms of the rule files in a text: the longest first, no word in two opinions.
extension Reading {
    /// Marks the whole text.
    mutating func markTerms() {
        var index = 0
        while index < tokens.count {
            if tokens[index].role == .nothing {
                index += 1
            } else {
                index += max(markTerm(at: index), 1)
            }
        }
    }

    /// Marks what begins at a word and returns how many words it took.
    @inline(never)
    private mutating func markTerm(at index: Int) -> Int {
        switch tokens[index].role {
        case .nothing: return 1
        case .opinion:
            let opinion = memory.facts[Int(tokens[index].fact)].number
            appendHit(Int(opinion), at: index, length: 1)
            return 1
        case .mark:
            let meaning = memory.facts[Int(tokens[index].fact)].number
            mark(book.trie.meanings[Int(meaning)], at: index)
            return 1
        case .lead: return leadsOn(at: index) ? markTerms(at: index) : 1
        case .terms: return markTerms(at: index)
        }
    }

    /// Whether the next word may go on with a term that begins at this one.
    @inline(__always)
    private func leadsOn(at index: Int) -> Bool {
        let next = index + 1
        return next < tokens.count && tokens[next].mayFollow(tokens[index])
            && tokens[next].gap < .comma && !tokens[next].isBrand
    }

    /// Whether an opinion could begin at a word, whatever its guard.
    func hasOpinion(at index: Int) -> Bool {
        guard tokens.indices.contains(index), tokens[index].gap < .comma else { return false }
        var has = false
        book.trie.matches({ step(at: index, distance: $0) }) { _, meaning in
            if let opinion = meaning.opinion, book.opinions[opinion].value != 0 { has = true }
        }
        return has
    }

    /// The word at a distance from the first of a term; a term ends where its clause or a name
    /// does.
    func step(at index: Int, distance: Int) -> RuleTrie.Step? {
        let position = index + distance
        guard position < tokens.count, !tokens[position].isBrand else { return nil }
        guard distance == 0 || tokens[position].gap < .comma else { return nil }
        return (fact(of: tokens[position]).keys, tokens[position].isNumber)
    }

    // MARK: -

    /// Marks what the tree of terms finds at a word and returns how many words it took.
    private mutating func markTerms(at index: Int) -> Int {
        let fact = memory.facts[Int(tokens[index].fact)]
        let node = Int(fact.number)
        if node != 0, !mayLead(from: fact.place, to: index + 1), markAlone(fact.place, at: index) {
            return 1
        }
        found.clear()
        if node != 0 {
            take(fact.place, node, at: index, length: 1)
        } else {
            walk(from: 0, book.trie.nodes[0], at: index, length: 0)
        }
        guard !found.isEmpty else { return 1 }
        let longestMark = found.longestMark
        if found.opinionCount > 0, let hit = sense(at: index),
            hit.length > longestMark
                || (hit.length == longestMark && !isIntensifier(of: hit.length, at: index))
        {
            appendHit(hit.opinion, at: index, length: hit.length)
            return hit.length
        }
        if longestMark > 0 { markFound(at: index) }
        return longestMark
    }

    /// Marks one word that begins no longer term here; false where what it means takes more than a
    /// look.
    private mutating func markAlone(_ place: RuleTrie.Node, at index: Int) -> Bool {
        guard place.meaning >= 0 else { return true }
        let meaning = book.trie.meanings[Int(place.meaning)]
        guard let opinion = meaning.opinion else {
            if meaning.spelling == nil { mark(meaning, at: index) }
            return meaning.spelling == nil
        }
        guard !meaning.isMark else { return false }
        if let sense = sense(opinion, at: index, 1) { appendHit(sense, at: index, length: 1) }
        return true
    }

    private mutating func markFound(at index: Int) {
        if let (length, side) = found.negator { mark(side, at: index, length) }
        if let (length, factor) = found.intensifier {
            marks.insert(.intensifier)
            tokens[index + length - 1].factor = factor
            tokens[index + length - 1].markLength = length
        }
        if let (length, side) = found.contrast {
            marks.insert(.contrast)
            tokens[index].traits.insert(.opensContrast)
            tokens[index + length - 1].contrast = side
            tokens[index + length - 1].markLength = length
        }
        if let (length, share) = found.irrealis {
            marks.insert(.irrealis)
            tokens[index + length - 1].irrealis = share
            tokens[index + length - 1].markLength = length
        }
        if let (length, side) = found.comparison {
            marks.insert(.comparison)
            tokens[index + length - 1].comparison = side
            tokens[index + length - 1].markLength = length
        }
    }

    private mutating func mark(_ side: NegatorSide, at index: Int, _ length: Int) {
        marks.insert(.negator)
        tokens[index + length - 1].negator = side
        tokens[index + length - 1].markLength = length
    }

    /// Marks one word that has no other meaning.
    private mutating func mark(_ meaning: RuleTrie.Meaning, at index: Int) {
        if let side = meaning.negator { mark(side, at: index, 1) }
        if let factor = meaning.factor {
            marks.insert(.intensifier)
            tokens[index].factor = factor
        }
        if let side = meaning.contrast {
            marks.insert(.contrast)
            tokens[index].traits.insert(.opensContrast)
            tokens[index].contrast = side
        }
        if let share = meaning.irrealis {
            marks.insert(.irrealis)
            tokens[index].irrealis = share
        }
        if let side = meaning.comparison {
            marks.insert(.comparison)
            tokens[index].comparison = side
        }
    }

    /// The longest opinion whose guard holds.
    @inline(__always)
    private func sense(at index: Int) -> (length: Int, opinion: Int)? {
        for place in 0..<found.opinionCount {
            let (length, first) = found.opinion(at: place)
            if let opinion = sense(first, at: index, length) { return (length, opinion) }
        }
        return nil
    }

    /// The first of an opinion and its alternatives whose guard holds.
    @inline(__always)
    private func sense(_ first: Int, at index: Int, _ length: Int) -> Int? {
        book.opinions[first].isPlain ? first : guardedSense(first, at: index, length)
    }

    @inline(never)
    private func guardedSense(_ first: Int, at index: Int, _ length: Int) -> Int? {
        var next: Int? = first
        while let opinion = next {
            if isSense(opinion, at: index, length) { return opinion }
            next = book.opinions[opinion].alternative
        }
        return nil
    }

    /// Whether a word that is both, such as "awfully", strengthens the opinion behind it.
    private func isIntensifier(of length: Int, at index: Int) -> Bool {
        found.intensifier?.length == length && hasOpinion(at: index + length)
    }

    /// Walks the tree of terms from a node on, by a word to which it may lead.
    private mutating func walk(from node: Int, _ place: RuleTrie.Node, at index: Int, length: Int) {
        let position = index + length
        let number = Int(tokens[position].fact)
        if number != 0 {
            let keys = memory.facts[number].keys
            step(from: node, place, by: keys.exact, at: index, length)
            if keys.stem != 0 {
                step(from: node, place, by: keys.stem, at: index, length)
                step(from: node, place, by: keys.shorterStem, at: index, length)
                step(from: node, place, by: keys.shortestStem, at: index, length)
            }
            step(from: node, place, by: keys.base, at: index, length)
        }
        if tokens[position].isNumber {
            step(from: node, place, by: RuleTrie.numberKey, at: index, length)
        }
        if place.takesAny { step(from: node, place, by: RuleTrie.anyKey, at: index, length) }
    }

    /// Whether a node may lead on to a word; a term ends where its clause or a name does.
    @inline(__always)
    private func mayLead(from place: RuleTrie.Node, to position: Int) -> Bool {
        guard place.isInner, position < tokens.count else { return false }
        guard place.takesAny || tokens[position].mayFollow(place) else { return false }
        return tokens[position].gap < .comma && !tokens[position].isBrand
    }

    @inline(__always)
    private mutating func step(
        from node: Int,
        _ place: RuleTrie.Node,
        by key: UInt32,
        at index: Int,
        _ length: Int
    ) {
        guard key != 0, place.mayLead(by: key) else { return }
        let next = Int(book.trie.target(from: UInt32(truncatingIfNeeded: node), by: key))
        if next != 0 { take(book.trie.nodes[next], next, at: index, length: length + 1) }
    }

    /// Takes what a node means that so many words led to, and goes on from there.
    @inline(__always)
    private mutating func take(
        _ place: RuleTrie.Node,
        _ node: Int,
        at index: Int,
        length: Int
    ) {
        if place.meaning >= 0 {
            add(book.trie.meanings[Int(place.meaning)], at: index, length: length)
        }
        if mayLead(from: place, to: index + length) {
            walk(from: node, place, at: index, length: length)
        }
    }

    /// Takes a meaning in; marks that need accents only where the text has them.
    private mutating func add(_ meaning: RuleTrie.Meaning, at index: Int, length: Int) {
        found.addOpinion(of: meaning, length: length)
        if let number = meaning.spelling,
            !isSpelled(book.trie.spellings[number], at: index, length)
        {
            return
        }
        found.addMarks(of: meaning, length: length)
    }

    private mutating func appendHit(_ number: Int, at first: Int, length: Int) {
        let opinion = book.opinions[number]
        guard opinion.value != 0 else { return }
        let last = tokens[first + length - 1]
        var form: Token.Form = []
        for index in first..<(first + length) {
            form.formUnion(tokens[index].form)
            if tokens[index].shape == .upper { form.insert(.upper) }
        }
        if !form.isEmpty { marks.insert(form.contains(.upper) ? [.capitals, .forms] : .forms) }
        if hits.last?.end == first { marks.insert(.neighbours) }
        if opinion.kind == .irony || opinion.kind == .event { marks.insert(.irony) }
        var hit = Hit(
            first: first,
            end: first + length,
            span: TextSpan(field: last.field, start: tokens[first].start, end: last.end),
            opinion: UInt32(truncatingIfNeeded: number),
            base: opinion.value,
            kind: opinion.kind
        )
        hit.holdsNegator = opinion.holdsNegator
        hit.form = form
        hits.append(hit)
    }
}

// MARK: - Sense

extension Reading {
    /// Whether an opinion's neighbours let it have its sense.
    private func isSense(_ opinion: Int, at index: Int, _ length: Int) -> Bool {
        guard let number = book.opinions[opinion].sense else { return true }
        let sense = book.guards[number]
        if let words = sense.spelling, !isSpelled(words, at: index, length) { return false }
        return sense.conditions.allSatisfy { condition in
            holds(condition, at: index, length) != condition.isForbidden
        }
    }

    /// Whether each word of a term stands in the text with its accents.
    private func isSpelled(_ words: [String], at index: Int, _ length: Int) -> Bool {
        guard words.count == length else { return true }
        return words.indices.allSatisfy { offset in
            let token = tokens[index + offset]
            let written = bytes(of: token.field)[token.start..<token.end]
            return String(decoding: written, as: UTF8.self).lowercased().contains(words[offset])
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
            fact(of: tokens[start + offset]).keys.exact == phrase[offset]
                && (offset == 0 || tokens[start + offset].gap < .comma)
        }
    }
}
