import EarshotModel
import TextAnalysis

/// The files of terms with values.
extension RuleCompiler {
    /// What tells a repeated line that has a guard.
    struct Origin: Equatable {
        let sense: SenseGuard
        /// The term as it is written, where its accents matter.
        let spelling: String?
    }

    /// Takes the lines of a file in: a term, a value and perhaps a guard.
    ///
    /// Most lines are plain and are read as they stand; the others go the way of `Lexicon.Entry`.
    mutating func addValues(
        in text: String,
        file: String,
        kind: EvidenceKind
    ) throws(RuleFileError) {
        texts.append(text)
        let bytes = Array(text.utf8)
        var number = 0
        var start = 0
        while start < bytes.count {
            number += 1
            var end = start
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
            let next = end + 1
            if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
            if end > start, bytes[start] != UInt8(ascii: "#") {
                if RuleLine.isEscaped(bytes[start..<end]) { start += 1 }
                let isPlain = try addPlain(bytes.span, start..<end, kind, file: file, number)
                if !isPlain { try add(bytes[start..<end], from: start, kind, file: file, number) }
            }
            start = next
        }
    }

    /// Takes a line without guard in, whose term has small ASCII letters; false for any other.
    private mutating func addPlain(
        _ bytes: Span<UInt8>,
        _ line: Range<Int>,
        _ kind: EvidenceKind,
        file: String,
        _ number: Int
    ) throws(RuleFileError) -> Bool {
        guard let term = PlainTerm.range(in: bytes, line) else { return false }
        let digits = (term.upperBound + 1)..<line.upperBound
        guard let value = RuleLine.plainThousandths(digits.map { bytes[$0] }),
            Lexicon.values.contains(value)
        else { return false }
        var node: UInt32 = 0
        var index = term.lowerBound
        if source == .imported {
            let first = PlainTerm.piece(in: bytes, term)
            let isOneWord = first.next > term.upperBound
            if isOneWord, isOpinion(bytes, first.range) { return true }
        }
        while index < term.upperBound {
            let piece = PlainTerm.piece(in: bytes, index..<term.upperBound)
            let key =
                switch piece.kind {
                case .word: spelledNumber(of: bytes, piece.range)
                case .stem: words.number(of: bytes, piece.range, isStem: true)
                case .number: RuleTrie.numberKey
                case .any: RuleTrie.anyKey
                }
            node = trie.child(of: node, by: key)
            index = piece.next
        }
        let place = place(of: term)
        let opinion = Opinion(at: place, value: value, kind: kind, guardedBy: nil)
        guard add(opinion, nil, at: node) else {
            let text = String(decoding: term.map { bytes[$0] }, as: UTF8.self)
            throw RuleFileError(file: file, line: number, problem: .repeated(text))
        }
        return true
    }

    /// Takes any line in.
    private mutating func add(
        _ bytes: ArraySlice<UInt8>,
        from start: Int,
        _ kind: EvidenceKind,
        file: String,
        _ number: Int
    ) throws(RuleFileError) {
        let fields = bytes.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        let line = RuleLine(file: file, number: number, fields: fields)
        let entry = try Lexicon.Entry(line)
        if source == .imported, entry.pattern.count == 1 {
            switch entry.pattern.pieces[0] {
            case .word(let word), .stem(let word):
                if isOpinion(word.span, 0..<word.count) { return }
            case .number, .any: break
            }
        }
        if let sense = entry.sense {
            let spelling = sense.isSpelled ? entry.words : nil
            let conditions = sense.conditions.map { compiled($0) }
            guards.append(Opinion.Guard(conditions: conditions, spelling: spelling))
        }
        let opinion = Opinion(
            at: place(of: start..<(start + entry.term.utf8.count)),
            value: entry.value,
            kind: kind,
            guardedBy: entry.sense == nil ? nil : guards.count - 1
        )
        let origin = entry.sense.map { sense in
            Origin(sense: sense, spelling: sense.isSpelled ? entry.term : nil)
        }
        guard add(opinion, origin, at: node(of: entry.pattern)) else {
            throw line.mistake(.repeated(entry.term))
        }
    }

    /// Whether a word is an opinion so far, by itself or by the stem that it begins with.
    private func isOpinion(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Bool {
        trie.isOpinion(words.keys(of: bytes, from: word.lowerBound, to: word.upperBound))
    }

    private func place(of range: Range<Int>) -> TermPlace {
        TermPlace(
            text: UInt16(clamping: texts.count - 1),
            count: UInt16(clamping: range.count),
            start: UInt32(truncatingIfNeeded: range.lowerBound)
        )
    }

    /// Puts an opinion among the senses of its node; false where the file has it already.
    private mutating func add(_ opinion: Opinion, _ origin: Origin?, at node: UInt32) -> Bool {
        let index = opinions.count
        opinions.append(opinion)
        if let origin { origins[index] = origin }
        var senses: [Int] = []
        define(at: node) { meaning in
            if let first = meaning.opinion { senses = [first] }
            meaning.opinion = meaning.opinion ?? index
        }
        guard !senses.isEmpty, source != .imported else { return true }
        while let next = opinions[senses[senses.count - 1]].alternative { senses.append(next) }
        let isRepeated = senses.contains { known in
            opinions[known].place.text == opinion.place.text && origins[known] == origin
        }
        if source == .company { senses.removeAll { opinions[$0].place.text != opinion.place.text } }
        if opinions[index].isPlain { senses.removeAll { opinions[$0].isPlain } }
        let place = senses.firstIndex { opinions[$0].isPlain }
        senses.insert(index, at: place ?? senses.endIndex)
        for (sense, next) in zip(senses, senses.dropFirst()) { opinions[sense].alternative = next }
        opinions[senses[senses.count - 1]].alternative = nil
        define(at: node) { $0.opinion = senses[0] }
        return !isRepeated
    }
}
