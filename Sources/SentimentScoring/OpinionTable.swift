import EarshotModel

/// The opinions of a language's rule files under their numbers, with their guards and where they
/// are written.
struct OpinionTable {
    private(set) var opinions: [Opinion] = []
    private(set) var guards: [Opinion.Guard] = []
    /// The texts of the files in which the terms stand.
    private(set) var texts: [RuleText] = []
    /// The guards of opinions by their numbers, to tell what is repeated.
    private var origins: [Int: Origin] = [:]

    /// What tells a repeated line that has a guard.
    private struct Origin: Equatable {
        let sense: SenseGuard
        /// The term as it is written, where its accents matter.
        let spelling: String?
    }

    /// A line of a file while it is read.
    private struct Line {
        let file: String
        let kind: EvidenceKind
        var number = 0
        /// Where its term stands, and which of its choices is taken.
        var place: TermPlace

        /// The mistake that this line holds.
        func mistake(_ problem: RuleFileError.Problem) -> RuleFileError {
            RuleFileError(file: file, line: number, problem: problem)
        }
    }

    /// Takes the lines of a file in: a term, a value and perhaps a guard.
    ///
    /// Most lines are plain and are read as they stand; the others go the way of `Lexicon.Entry`.
    mutating func add(
        _ text: String,
        file: String,
        kind: EvidenceKind,
        to tree: inout TermTree
    ) throws(RuleFileError) {
        texts.append(RuleText(file: file, text: text))
        let bytes = Array(text.utf8)
        let place = TermPlace(text: UInt16(clamping: texts.count - 1))
        var line = Line(file: file, kind: kind, place: place)
        var start = 0
        while start < bytes.count {
            line.number += 1
            var end = start
            var hasChoices = false
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
                if bytes[end] == UInt8(ascii: "|") { hasChoices = true }
                end += 1
            }
            let next = end + 1
            if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
            if end > start, bytes[start] != UInt8(ascii: "#") {
                if RuleLine.isEscaped(bytes[start..<end]) { start += 1 }
                line.place.start = UInt32(truncatingIfNeeded: start)
                if hasChoices {
                    try addChoices(bytes[start..<end], of: line, to: &tree)
                } else {
                    try add(bytes[start..<end], of: line, to: &tree)
                }
            }
            start = next
        }
    }

    /// Tells which opinions hold a negator; a stem is none.
    mutating func markNegators(in tree: TermTree) {
        let places = tree.words.places
        let trie = tree.trie
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

    // MARK: - Lines

    /// Takes a line in whose term has choices: one term after another.
    private mutating func addChoices(
        _ bytes: ArraySlice<UInt8>,
        of line: Line,
        to tree: inout TermTree
    ) throws(RuleFileError) {
        let term = bytes.prefix { $0 != UInt8(ascii: "\t") }
        let choices = try TermChoices(term, mistake: line.mistake)
        var single = line
        var written: [UInt8] = []
        for number in 0..<choices.count {
            single.place.choice = UInt16(clamping: number)
            written.removeAll(keepingCapacity: true)
            choices.append(number, to: &written)
            written += bytes[term.endIndex...]
            try add(written[...], of: single, to: &tree)
        }
    }

    private mutating func add(
        _ bytes: ArraySlice<UInt8>,
        of line: Line,
        to tree: inout TermTree
    ) throws(RuleFileError) {
        if try !addPlain(bytes.span, of: line, to: &tree) {
            try addAny(bytes, of: line, to: &tree)
        }
    }

    /// Takes a line without guard in, whose term has small ASCII letters; false for any other.
    private mutating func addPlain(
        _ bytes: Span<UInt8>,
        of line: Line,
        to tree: inout TermTree
    ) throws(RuleFileError) -> Bool {
        guard let term = PlainTerm.range(in: bytes, 0..<bytes.count) else { return false }
        let digits = (term.upperBound + 1)..<bytes.count
        guard let value = RuleLine.plainThousandths(digits.map { bytes[$0] }),
            Lexicon.values.contains(value)
        else { return false }
        if tree.source == .imported {
            let first = PlainTerm.piece(in: bytes, term)
            let isOneWord = first.next > term.upperBound
            if isOneWord, tree.isOpinion(bytes, first.range) { return true }
        }
        let opinion = Opinion(at: line.place, value: value, kind: line.kind, guardedBy: nil)
        guard add(opinion, nil, at: tree.node(of: bytes, term), of: &tree) else {
            let text = String(decoding: term.map { bytes[$0] }, as: UTF8.self)
            throw line.mistake(.repeated(text))
        }
        return true
    }

    /// Takes any line in.
    private mutating func addAny(
        _ bytes: ArraySlice<UInt8>,
        of line: Line,
        to tree: inout TermTree
    ) throws(RuleFileError) {
        let fields = bytes.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        let written = RuleLine(file: line.file, number: line.number, fields: fields)
        let entry = try Lexicon.Entry(written)
        if tree.source == .imported, entry.pattern.count == 1 {
            switch entry.pattern.pieces[0] {
            case .word(let word), .stem(let word):
                if tree.isOpinion(word.span, 0..<word.count) { return }
            case .number, .any: break
            }
        }
        let opinion = Opinion(
            at: line.place,
            value: entry.value,
            kind: line.kind,
            guardedBy: entry.sense.map { number(of: $0, in: entry, by: &tree) }
        )
        let origin = entry.sense.map { sense in
            Origin(sense: sense, spelling: sense.isSpelled ? entry.term : nil)
        }
        guard add(opinion, origin, at: tree.node(of: entry.pattern), of: &tree) else {
            throw written.mistake(.repeated(entry.term))
        }
    }

    // MARK: - Senses

    /// Keeps what must hold for a term to have its sense, and gives its number.
    private mutating func number(
        of sense: SenseGuard,
        in entry: Lexicon.Entry,
        by tree: inout TermTree
    ) -> Int {
        var conditions: [Opinion.Condition] = []
        for condition in sense.conditions {
            conditions.append(Self.compiled(condition, by: &tree))
        }
        let spelling = sense.isSpelled ? entry.words : nil
        guards.append(Opinion.Guard(conditions: conditions, spelling: spelling))
        return guards.count - 1
    }

    private static func compiled(
        _ condition: SenseGuard.Condition,
        by tree: inout TermTree
    ) -> Opinion.Condition {
        var phrases: [[UInt32]] = []
        for case .words(let names) in condition.neighbours {
            phrases.append(names.map { tree.number(ofNeighbour: $0) })
        }
        return Opinion.Condition(
            side: condition.side,
            isForbidden: condition.isForbidden,
            allowsBorder: condition.neighbours.contains(.border),
            allowsOpinion: condition.neighbours.contains(.opinion),
            phrases: phrases
        )
    }

    /// Puts an opinion among the senses of its node; false where the file has it already.
    private mutating func add(
        _ opinion: Opinion,
        _ origin: Origin?,
        at node: UInt32,
        of tree: inout TermTree
    ) -> Bool {
        let index = opinions.count
        opinions.append(opinion)
        if let origin { origins[index] = origin }
        var senses: [Int] = []
        tree.define(at: node) { meaning in
            if let first = meaning.opinion { senses = [first] }
            meaning.opinion = meaning.opinion ?? index
        }
        guard !senses.isEmpty, tree.source != .imported else { return true }
        while let next = opinions[senses[senses.count - 1]].alternative { senses.append(next) }
        let isRepeated = senses.contains { known in
            opinions[known].place.text == opinion.place.text && origins[known] == origin
        }
        if tree.source == .company {
            senses.removeAll { opinions[$0].place.text != opinion.place.text }
        }
        if opinions[index].isPlain { senses.removeAll { opinions[$0].isPlain } }
        let place = senses.firstIndex { opinions[$0].isPlain }
        senses.insert(index, at: place ?? senses.endIndex)
        for (sense, next) in zip(senses, senses.dropFirst()) { opinions[sense].alternative = next }
        opinions[senses[senses.count - 1]].alternative = nil
        tree.define(at: node) { $0.opinion = senses[0] }
        return !isRepeated
    }
}
