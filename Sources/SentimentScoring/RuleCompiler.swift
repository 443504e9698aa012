import EarshotModel
import TextAnalysis

/// Puts the words of a language's rule files into one table and one tree.
struct RuleCompiler {
    private(set) var words = WordTable()
    private(set) var trie = RuleTrie()
    private(set) var opinions: [Opinion] = []
    /// The words of each opinion, for what can only be told once all files are read.
    private var patterns: [TermPattern] = []
    /// What texts speak of.
    private(set) var topics = TopicTable()
    /// Every word as the files spell it, for the forms without apostrophe.
    private var spelled: [[UInt8]] = []
    /// Whether the words taken in are the language's own, which go before those it is mixed with.
    private var isOwn = false

    /// From here on terms are the language's own: they replace what its partner says of the same.
    mutating func beginOwnWords() {
        isOwn = true
    }

    /// Takes all files of a language in but its pictures.
    mutating func addTerms(of files: RuleFiles) throws(RuleFileError) -> [Lexicon] {
        var lexicons: [Lexicon] = []
        for file in TermFile.allCases where file == .lexicon || files.texts[file.name] != nil {
            let lexicon = try Lexicon(
                parsing: files.needed(file.name),
                file: files.path(file.name)
            )
            for entry in lexicon.entries { add(entry, kind: file.kind) }
            lexicons.append(lexicon)
        }
        try addNegators(files)
        try addIntensifiers(files)
        try addContrasts(files)
        try addIrrealis(files)
        try addComparisons(files)
        try addPlainWords(files)
        try topics.add(files, words: &words)
        return lexicons
    }

    /// Takes the emoji and emoticons in.
    mutating func addPictures(of files: RuleFiles) throws(RuleFileError) {
        let name = "emoji.tsv"
        guard let text = files.texts[name] else { return }
        for entry in try Lexicon(parsing: text, file: files.path(name)).entries {
            add(entry, kind: .picture)
        }
    }

    /// Lets words with an apostrophe be found without it, and others in their plain spelling,
    /// where that is no other word.
    mutating func finish(with affixes: Affixes) {
        for (index, pattern) in patterns.enumerated() {
            opinions[index].holdsNegator = pattern.pieces.contains { piece in
                guard case .word(let bytes) = piece else { return false }
                let keys = words.keys(of: bytes.span, from: 0, to: bytes.count)
                return trie.meaning(of: keys.exact)?.negator != nil
            }
        }
        let apostrophe = UInt8(ascii: "'")
        for bytes in spelled where bytes.contains(apostrophe) {
            let number = words.number(of: bytes, isStem: false)
            words.alias(bytes.filter { $0 != apostrophe }, for: number)
        }
        for bytes in spelled {
            guard let plain = affixes.respelled(bytes) else { continue }
            words.alias(plain, for: words.number(of: bytes, isStem: false))
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

    private mutating func add(_ entry: Lexicon.Entry, kind: EvidenceKind) {
        let index = opinions.count
        let conditions = (entry.sense?.conditions ?? []).map { compiled($0) }
        let spelling = entry.sense?.isSpelled == true ? entry.words : nil
        opinions.append(
            Opinion(
                term: entry.term,
                value: entry.value,
                kind: kind,
                conditions: conditions,
                spelling: spelling
            )
        )
        patterns.append(entry.pattern)
        var senses: [Int] = []
        define(entry.pattern) { meaning in
            if let first = meaning.opinion { senses = [first] }
            meaning.opinion = meaning.opinion ?? index
        }
        guard !senses.isEmpty else { return }
        while let next = opinions[senses[senses.count - 1]].alternative { senses.append(next) }
        if opinions[index].isPlain { senses.removeAll { opinions[$0].isPlain } }
        let place = senses.firstIndex { opinions[$0].isPlain }
        senses.insert(index, at: place ?? senses.endIndex)
        for (sense, next) in zip(senses, senses.dropFirst()) { opinions[sense].alternative = next }
        opinions[senses[senses.count - 1]].alternative = nil
        define(entry.pattern) { $0.opinion = senses[0] }
    }

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
        let isSpelled = line.fields.count > 2
        var isRepeated = false
        define(pattern) { meaning in
            isRepeated = isKnown(meaning)
            if isSpelled { meaning.spelling = Lexicon.words(of: line.fields[0]) }
            change(&meaning)
        }
        guard !isRepeated else { throw line.mistake(.repeated(line.fields[0])) }
    }

    private mutating func define(
        _ pattern: TermPattern,
        _ change: (inout RuleTrie.Meaning) -> Void
    ) {
        for case .word(let bytes) in pattern.pieces { spelled.append(bytes) }
        let isOwn = isOwn
        trie.define(pattern, in: &words) { meaning in
            if isOwn, !meaning.isOwn { meaning = RuleTrie.Meaning(isOwn: true) }
            change(&meaning)
        }
    }

    private mutating func compiled(_ condition: SenseGuard.Condition) -> Opinion.Condition {
        var phrases: [[UInt32]] = []
        for case .words(let names) in condition.neighbours {
            phrases.append(
                names.map { name in
                    let bytes = Array(Folding.folded(name).utf8)
                    spelled.append(bytes)
                    return words.number(of: bytes, isStem: false)
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
