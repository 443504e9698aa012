import EarshotModel
import TextAnalysis

/// Puts the words of a language's rule files into one table and one tree.
struct RuleCompiler {
    private(set) var words = WordTable()
    private(set) var trie = RuleTrie()
    private(set) var opinions: [Opinion] = []
    private(set) var guards: [Opinion.Guard] = []
    /// The texts of the files in which the terms of opinions stand.
    private(set) var texts: [String] = []
    /// The guards of opinions by their numbers, to tell what is repeated.
    private var origins: [Int: Origin] = [:]
    /// What texts speak of.
    private(set) var topics = TopicTable()
    /// Whether a word, by its number, stands in a term or a guard, for its other spellings.
    private var isSpelled: [Bool] = []
    /// Whether the words taken in are the language's own, which go before those it is mixed with.
    private var isOwn = false
    /// Whether the terms taken in are the company's, which go before all others.
    private var isCompanys = false
    /// Whether the terms taken in are of a list from elsewhere, which serves where no other does.
    private var isImported = false

    /// From here on terms are the language's own: they replace what its partner says of the same.
    mutating func beginOwnWords() {
        isOwn = true
    }

    /// From here on terms are the company's: they replace every other sense of the same.
    mutating func beginCompanyWords() {
        (isImported, isCompanys) = (false, true)
    }

    /// From here on terms are of lists from elsewhere: where there is a sense already, it stays.
    mutating func beginImportedWords() {
        isImported = true
    }

    /// Takes a list in that is no part of the package; one that is not there holds nothing.
    mutating func addWords(of files: RuleFiles, _ name: String) throws(RuleFileError) {
        guard let text = files.texts[name] else { return }
        try addValues(in: text, file: files.path(name), kind: .word)
    }

    /// Takes all files of a language in but its pictures.
    mutating func addTerms(of files: RuleFiles) throws(RuleFileError) {
        for file in TermFile.allCases where file == .lexicon || files.texts[file.name] != nil {
            let text = try files.needed(file.name)
            try addValues(in: text, file: files.path(file.name), kind: file.kind)
        }
        try addNegators(files)
        try addIntensifiers(files)
        try addContrasts(files)
        try addIrrealis(files)
        try addComparisons(files)
        try addPlainWords(files)
        try topics.add(files, words: &words)
    }

    /// Takes the emoji and emoticons in.
    mutating func addPictures(of files: RuleFiles) throws(RuleFileError) {
        let name = "emoji.tsv"
        guard let text = files.texts[name] else { return }
        try addValues(in: text, file: files.path(name), kind: .picture)
    }

    /// Lets words with an apostrophe be found without it, and others in their plain spelling,
    /// where that is no other word; and tells which opinions hold a negator.
    mutating func finish(with affixes: Affixes) {
        let places = words.places
        markNegators(places)
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

    /// Follows every term through the tree; a stem is no negator.
    private mutating func markNegators(_ places: [Range<Int>]) {
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

    // MARK: - Files

    private mutating func addNegators(_ files: RuleFiles) throws(RuleFileError) {
        let name = "negators.tsv"
        for line in try RuleLine.lines(of: files.needed(name), file: files.path(name)) {
            try line.require(fields: 1...3, named: "a term, perhaps a side and @spelled")
            let word = line.fields.count > 1 ? line.fields[1] : NegatorSide.before.rawValue
            guard let side = NegatorSide(rawValue: word) else {
                throw line.mistake(.notAChoice(word, choices: "before, behind, both"))
            }
            try define(line, unless: { $0.negator != nil }, { $0.negator = side })
        }
    }

    private mutating func addIntensifiers(_ files: RuleFiles) throws(RuleFileError) {
        let name = "intensifiers.tsv"
        for line in try RuleLine.lines(of: files.needed(name), file: files.path(name)) {
            try line.require(fields: 2...3, named: "a term and a factor")
            let factor = try line.thousandths(inField: 1, allowed: LanguageRules.factors)
            try define(line, unless: { $0.factor != nil }, { $0.factor = factor })
        }
    }

    private mutating func addContrasts(_ files: RuleFiles) throws(RuleFileError) {
        let name = "contrast.tsv"
        for line in try RuleLine.lines(of: files.needed(name), file: files.path(name)) {
            try line.require(fields: 2...2, named: "a term and a side")
            guard let side = ContrastWord(rawValue: line.fields[1]) else {
                throw line.mistake(.notAChoice(line.fields[1], choices: "after, before"))
            }
            try define(line, unless: { $0.contrast != nil }, { $0.contrast = side })
        }
    }

    private mutating func addIrrealis(_ files: RuleFiles) throws(RuleFileError) {
        let name = "irrealis.tsv"
        guard let text = files.texts[name] else { return }
        for line in RuleLine.lines(of: text, file: files.path(name)) {
            try line.require(fields: 2...3, named: "a term and a share")
            let share = try line.thousandths(inField: 1, allowed: LanguageRules.shares)
            try define(line, unless: { $0.irrealis != nil }, { $0.irrealis = share })
        }
    }

    private mutating func addComparisons(_ files: RuleFiles) throws(RuleFileError) {
        let name = "comparison.tsv"
        guard let text = files.texts[name] else { return }
        for line in RuleLine.lines(of: text, file: files.path(name)) {
            try line.require(fields: 2...2, named: "a term and a side")
            guard let side = ComparisonWord(rawValue: line.fields[1]) else {
                throw line.mistake(
                    .notAChoice(line.fields[1], choices: "behind, next, led, before, lead")
                )
            }
            try define(line, unless: { $0.comparison != nil }, { $0.comparison = side })
        }
    }

    /// Words without any opinion: they have no affixes and are no words of the other language.
    private mutating func addPlainWords(_ files: RuleFiles) throws(RuleFileError) {
        let name = "words.tsv"
        guard let text = files.texts[name] else { return }
        for line in RuleLine.lines(of: text, file: files.path(name)) {
            guard let pattern = TermPattern(line.fields[0]) else {
                throw line.mistake(.notATerm(line.fields[0]))
            }
            define(pattern) { _ in }
        }
    }

    /// Takes the words in behind which a name may stand, for languages whose nouns have capitals.
    mutating func numbers(of names: [String]) -> Set<UInt32> {
        Set(
            names.map { name in
                words.number(of: Array(Folding.folded(name).utf8), isStem: false)
            }
        )
    }

    // MARK: - Terms

    private mutating func define(
        _ line: RuleLine,
        unless isKnown: (RuleTrie.Meaning) -> Bool,
        _ change: (inout RuleTrie.Meaning) -> Void
    ) throws(RuleFileError) {
        guard let pattern = TermPattern(line.fields[0]) else {
            throw line.mistake(.notATerm(line.fields[0]))
        }
        if line.fields.count > 2, line.fields[2] != "@spelled" {
            throw line.mistake(.notAChoice(line.fields[2], choices: "@spelled"))
        }
        let spelling =
            line.fields.count > 2 ? trie.number(of: Lexicon.words(of: line.fields[0])) : nil
        var isRepeated = false
        define(pattern) { meaning in
            isRepeated = isKnown(meaning)
            if let spelling { meaning.spelling = spelling }
            change(&meaning)
        }
        guard !isRepeated else { throw line.mistake(.repeated(line.fields[0])) }
    }

    private mutating func define(
        _ pattern: TermPattern,
        _ change: (inout RuleTrie.Meaning) -> Void
    ) {
        define(at: node(of: pattern), change)
    }

    /// The node of a term.
    private mutating func node(of pattern: TermPattern) -> UInt32 {
        var node: UInt32 = 0
        for piece in pattern.pieces {
            let key =
                switch piece {
                case .word(let bytes): spelledNumber(of: bytes.span, 0..<bytes.count)
                case .stem(let bytes): words.number(of: bytes, isStem: true)
                case .number: RuleTrie.numberKey
                case .any: RuleTrie.anyKey
                }
            node = trie.child(of: node, by: key)
        }
        return node
    }

    private mutating func define(at node: UInt32, _ change: (inout RuleTrie.Meaning) -> Void) {
        let replaces = isOwn && !isImported
        trie.define(at: node) { meaning in
            if replaces, !meaning.isOwn { meaning = RuleTrie.Meaning(isOwn: true) }
            change(&meaning)
        }
    }

    /// The number of a word that stands in a term or a guard.
    private mutating func spelledNumber(of bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
        let number = words.number(of: bytes, range, isStem: false)
        let missing = Int(number) + 1 - isSpelled.count
        if missing > 0 { isSpelled += repeatElement(false, count: missing) }
        isSpelled[Int(number)] = true
        return number
    }

    private mutating func compiled(_ condition: SenseGuard.Condition) -> Opinion.Condition {
        var phrases: [[UInt32]] = []
        for case .words(let names) in condition.neighbours {
            phrases.append(
                names.map { name in
                    let bytes = Array(Folding.folded(name).utf8)
                    return spelledNumber(of: bytes.span, 0..<bytes.count)
                }
            )
        }
        return Opinion.Condition(
            side: condition.side,
            isForbidden: condition.isForbidden,
            allowsBorder: condition.neighbours.contains(.border),
            allowsOpinion: condition.neighbours.contains(.opinion),
            phrases: phrases
        )
    }
}

// MARK: - Terms with values

extension RuleCompiler {
    /// What tells a repeated line that has a guard.
    private struct Origin: Equatable {
        let sense: SenseGuard
        /// The term as it is written, where its accents matter.
        let spelling: String?
    }

    /// Takes the lines of a file in: a term, a value and perhaps a guard.
    ///
    /// Most lines are plain and are read as they stand; the others go the way of `Lexicon.Entry`.
    private mutating func addValues(
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
        if isImported {
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
        if isImported, entry.pattern.count == 1 {
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
        guard !senses.isEmpty, !isImported else { return true }
        while let next = opinions[senses[senses.count - 1]].alternative { senses.append(next) }
        let isRepeated = senses.contains { known in
            opinions[known].place.text == opinion.place.text && origins[known] == origin
        }
        if isCompanys { senses.removeAll { opinions[$0].place.text != opinion.place.text } }
        if opinions[index].isPlain { senses.removeAll { opinions[$0].isPlain } }
        let place = senses.firstIndex { opinions[$0].isPlain }
        senses.insert(index, at: place ?? senses.endIndex)
        for (sense, next) in zip(senses, senses.dropFirst()) { opinions[sense].alternative = next }
        opinions[senses[senses.count - 1]].alternative = nil
        define(at: node) { $0.opinion = senses[0] }
        return !isRepeated
    }
}
