/// The files of words that change opinions.
extension RuleCompiler {
    mutating func addNegators(_ files: RuleFiles) throws(RuleFileError) {
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

    mutating func addIntensifiers(_ files: RuleFiles) throws(RuleFileError) {
        let name = "intensifiers.tsv"
        for line in try RuleLine.lines(of: files.needed(name), file: files.path(name)) {
            try line.require(fields: 2...3, named: "a term and a factor")
            let factor = try line.thousandths(inField: 1, allowed: LanguageRules.factors)
            try define(line, unless: { $0.factor != nil }, { $0.factor = factor })
        }
    }

    mutating func addContrasts(_ files: RuleFiles) throws(RuleFileError) {
        let name = "contrast.tsv"
        for line in try RuleLine.lines(of: files.needed(name), file: files.path(name)) {
            try line.require(fields: 2...2, named: "a term and a side")
            guard let side = ContrastWord(rawValue: line.fields[1]) else {
                throw line.mistake(.notAChoice(line.fields[1], choices: "after, before"))
            }
            try define(line, unless: { $0.contrast != nil }, { $0.contrast = side })
        }
    }

    mutating func addIrrealis(_ files: RuleFiles) throws(RuleFileError) {
        let name = "irrealis.tsv"
        guard let text = files.texts[name] else { return }
        for line in RuleLine.lines(of: text, file: files.path(name)) {
            try line.require(fields: 2...3, named: "a term and a share")
            let share = try line.thousandths(inField: 1, allowed: LanguageRules.shares)
            try define(line, unless: { $0.irrealis != nil }, { $0.irrealis = share })
        }
    }

    mutating func addComparisons(_ files: RuleFiles) throws(RuleFileError) {
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
    mutating func addPlainWords(_ files: RuleFiles) throws(RuleFileError) {
        let name = "words.tsv"
        guard let text = files.texts[name] else { return }
        for line in RuleLine.lines(of: text, file: files.path(name)) {
            guard let pattern = TermPattern(line.fields[0]) else {
                throw line.mistake(.notATerm(line.fields[0]))
            }
            define(pattern) { _ in }
        }
    }
}
