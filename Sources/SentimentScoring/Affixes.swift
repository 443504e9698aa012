import TextAnalysis

/// The word forms of a language: what may be taken off or changed in a word that no list holds.
///
/// Read from `affixes.tsv`. Forms are tried one after another, up to three deep, the shortest way
/// first; the first that the lists hold is the word.
struct Affixes: Sendable {
    /// What a form does to a word.
    enum Kind: String, CaseIterable, Sendable {
        case prefix, suffix, infix, reduplication, compound, spelling
        /// A prefix that strengthens what remains.
        case booster
        /// A prefix that turns what remains.
        case negator
    }

    /// One line of the file.
    struct Affix: Sendable {
        let kind: Kind
        let bytes: [UInt8]
        /// The fewest letters that must remain.
        let least: Int
        /// What comes in the place of the affix.
        let instead: [UInt8]
        /// What becomes of the value of what remains, in thousandths.
        var factor = 1000
    }

    /// A form of a word, with what it does to the word's value.
    struct Form {
        var bytes: [UInt8]
        var factor = 1000
        var isTurned = false
        var depth = 0
        /// Whether it is the last part of a compound, which only means something as an opinion.
        var isPartOfCompound = false
    }

    /// How many affixes one word may lose.
    private static let deepest = 3
    /// How many forms of one word are tried.
    private static let mostForms = 48
    /// Longer words are no words.
    private static let longestWord = 64

    private(set) var affixes: [Affix] = []
    private(set) var spellings: [Affix] = []

    /// Creates forms without any line: only letters said long are taken back.
    init() {}

    /// Creates the forms from the text of a rule file.
    init(parsing text: String, file: String) throws(RuleFileError) {
        for line in RuleLine.lines(of: text, file: file) {
            try line.require(fields: 3...4, named: "a kind, an affix, a least length and its place")
            guard let kind = Kind(rawValue: line.fields[0]) else {
                let choices = Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw line.mistake(.notAChoice(line.fields[0], choices: choices))
            }
            let least = try line.thousandths(inField: 2, allowed: 0...20_000) / 1000
            let isBooster = kind == .booster
            let last = line.fields.count > 3 && !isBooster ? line.fields[3] : ""
            var affix = Affix(
                kind: kind,
                bytes: Array(Folding.folded(line.fields[1]).utf8),
                least: least,
                instead: Array(Folding.folded(last).utf8)
            )
            if isBooster {
                affix.factor =
                    line.fields.count > 3
                    ? try line.thousandths(inField: 3, allowed: LanguageRules.factors) : 1300
            }
            if kind == .spelling { spellings.append(affix) } else { affixes.append(affix) }
        }
    }

    /// Whether words have no other forms than long spoken ones.
    var isEmpty: Bool { affixes.isEmpty && spellings.isEmpty }

    /// The word in its plain spelling; `nil` where that is how it is written.
    func respelled(_ word: [UInt8]) -> [UInt8]? {
        guard !spellings.isEmpty else { return nil }
        var result: [UInt8] = []
        var index = 0
        while index < word.count {
            let rule = spellings.first {
                $0.bytes.first == word[index] && word[index...].starts(with: $0.bytes)
            }
            if let rule, !rule.bytes.isEmpty {
                result += rule.instead
                index += rule.bytes.count
            } else {
                result.append(word[index])
                index += 1
            }
        }
        return result == word ? nil : result
    }

    /// The first form of a word that is known.
    ///
    /// Of forms that are only part of longer terms the first is given when none is a term itself.
    func known(
        _ word: ArraySlice<UInt8>,
        isKnown: (Form) -> (isTerm: Bool, isPart: Bool)
    ) -> Form? {
        guard word.count <= Self.longestWord else { return nil }
        var forms = unstretched(Array(word))
        var part: Form?
        var index = 0
        while index < forms.count, index < Self.mostForms {
            let form = forms[index]
            if index > 0 {
                let answer = isKnown(form)
                if answer.isTerm { return form }
                if answer.isPart, part == nil { part = form }
            }
            if form.depth < Self.deepest { forms += shorter(form) }
            index += 1
        }
        return part
    }

    // MARK: -

    /// The word itself, then with letters said long said twice, then once.
    private func unstretched(_ word: [UInt8]) -> [Form] {
        var forms = [Form(bytes: word)]
        if Self.isStretched(word) {
            forms += [2, 1].map { Form(bytes: Self.shortened(word, to: $0)) }
        }
        if let plain = respelled(word) { forms.append(Form(bytes: plain)) }
        return forms
    }

    private static func isStretched(_ word: [UInt8]) -> Bool {
        var run = 1
        for index in word.indices.dropFirst() {
            run = word[index] == word[index - 1] && word[index] < 0x80 ? run + 1 : 1
            if run == 3 { return true }
        }
        return false
    }

    private static func shortened(_ word: [UInt8], to most: Int) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < word.count {
            var end = index + 1
            while end < word.count, word[end] == word[index] { end += 1 }
            let run = end - index
            let kept = run > 2 ? most : run
            result += repeatElement(word[index], count: kept)
            index = end
        }
        return result
    }

    /// The forms of a word with one affix less.
    private func shorter(_ form: Form) -> [Form] {
        affixes.flatMap { affix -> [Form] in
            // What strengthens a word stands before the whole of it: "as" in "Palasond" does not.
            guard !form.isPartOfCompound || affix.kind != .booster else { return [] }
            return remainders(of: form.bytes, without: affix).compactMap { bytes in
                guard Self.letters(of: bytes) >= affix.least else { return nil }
                return Form(
                    bytes: bytes,
                    factor: form.factor * affix.factor / 1000,
                    isTurned: form.isTurned != (affix.kind == .negator),
                    depth: form.depth + 1,
                    isPartOfCompound: form.isPartOfCompound || affix.kind == .compound
                )
            }
        }
    }

    private func remainders(of word: [UInt8], without affix: Affix) -> [[UInt8]] {
        switch affix.kind {
        case .prefix, .booster, .negator:
            guard word.count > affix.bytes.count, word.starts(with: affix.bytes) else { return [] }
            return [affix.instead + word[affix.bytes.count...]]
        case .suffix:
            guard word.count > affix.bytes.count, word.suffix(affix.bytes.count) == affix.bytes[...]
            else { return [] }
            return [word.dropLast(affix.bytes.count) + affix.instead]
        case .infix:
            return (1...2).compactMap { place in
                guard word.count > place + affix.bytes.count,
                    word[place...].starts(with: affix.bytes)
                else { return nil }
                return word[..<place] + affix.instead + word[(place + affix.bytes.count)...]
            }
        case .reduplication:
            return [2, 3, 1].compactMap { length in
                guard word.count > 2 * length, word[..<length] == word[length..<(2 * length)]
                else { return nil }
                return Array(word[length...])
            }
        case .compound:
            guard word.count > affix.least + 2 else { return [] }
            return (3...(word.count - affix.least)).compactMap { start in
                guard word[start] & 0xC0 != 0x80 else { return nil }
                return Array(word[start...])
            }
        case .spelling:
            return []
        }
    }

    private static func letters(of bytes: [UInt8]) -> Int {
        bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }
}
