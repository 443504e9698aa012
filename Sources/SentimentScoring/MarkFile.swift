/// The files of words that change opinions, and of those that have none.
enum MarkFile: String, CaseIterable {
    case negators, intensifiers, contrast, irrealis, comparison, words

    var name: String { rawValue + ".tsv" }

    /// Whether a language cannot do without it.
    var isNeeded: Bool {
        switch self {
        case .negators, .intensifiers, .contrast: true
        case .irrealis, .comparison, .words: false
        }
    }

    /// Puts the file's terms in.
    func add(_ files: RuleFiles, to tree: inout TermTree) throws(RuleFileError) {
        guard isNeeded || files.texts[name] != nil else { return }
        for line in try RuleLine.lines(of: files.needed(name), file: files.path(name)) {
            switch self {
            case .negators: try addNegator(line, to: &tree)
            case .intensifiers: try addIntensifier(line, to: &tree)
            case .contrast: try addContrast(line, to: &tree)
            case .irrealis: try addIrrealis(line, to: &tree)
            case .comparison: try addComparison(line, to: &tree)
            case .words: try addPlainWord(line, to: &tree)
            }
        }
    }

    // MARK: -

    private func addNegator(_ line: RuleLine, to tree: inout TermTree) throws(RuleFileError) {
        try line.require(fields: 1...3, named: "a term, perhaps a side and @spelled")
        let word = line.fields.count > 1 ? line.fields[1] : NegatorSide.before.rawValue
        guard let side = NegatorSide(rawValue: word) else {
            throw line.mistake(.notAChoice(word, choices: "before, behind, both"))
        }
        try tree.define(line, unless: { $0.negator != nil }, { $0.negator = side })
    }

    private func addIntensifier(_ line: RuleLine, to tree: inout TermTree) throws(RuleFileError) {
        try line.require(fields: 2...3, named: "a term and a factor")
        let factor = try line.thousandths(inField: 1, allowed: LanguageRules.factors)
        try tree.define(line, unless: { $0.factor != nil }, { $0.factor = factor })
    }

    private func addContrast(_ line: RuleLine, to tree: inout TermTree) throws(RuleFileError) {
        try line.require(fields: 2...2, named: "a term and a side")
        guard let side = ContrastWord(rawValue: line.fields[1]) else {
            throw line.mistake(.notAChoice(line.fields[1], choices: "after, before"))
        }
        try tree.define(line, unless: { $0.contrast != nil }, { $0.contrast = side })
    }

    private func addIrrealis(_ line: RuleLine, to tree: inout TermTree) throws(RuleFileError) {
        try line.require(fields: 2...3, named: "a term and a share")
        let share = try line.thousandths(inField: 1, allowed: LanguageRules.shares)
        try tree.define(line, unless: { $0.irrealis != nil }, { $0.irrealis = share })
    }

    private func addComparison(_ line: RuleLine, to tree: inout TermTree) throws(RuleFileError) {
        try line.require(fields: 2...2, named: "a term and a side")
        guard let side = ComparisonWord(rawValue: line.fields[1]) else {
            let choices = "behind, next, led, before, lead"
            throw line.mistake(.notAChoice(line.fields[1], choices: choices))
        }
        try tree.define(line, unless: { $0.comparison != nil }, { $0.comparison = side })
    }

    /// Words without any opinion: they have no affixes and are no words of the other language.
    private func addPlainWord(_ line: RuleLine, to tree: inout TermTree) throws(RuleFileError) {
        let pattern = try TermPattern(line.fields[0], of: line)
        tree.define(at: tree.node(of: pattern)) { _ in }
    }
}
