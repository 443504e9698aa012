import EarshotModel
import TextAnalysis

/// The signs of noise and the words of a person, of every language at once.
public struct NoiseRules: Sendable {
    /// What one phrase says.
    struct Phrase: Sendable {
        /// The phrase as the file spells it.
        let spelling: String
        /// How much it speaks for each kind of noise.
        var weights: [NoiseKind: Int] = [:]
        /// In texts of which languages it is a person who speaks; `*` is every language.
        var persons: Set<String> = []
    }

    private(set) var phrases: [Phrase] = []
    /// How much must come together for each kind.
    private(set) var least: [NoiseKind: Int] = [:]
    private(set) var finder = NameFinder(names: [])

    /// The kinds that words tell.
    static let kinds: [NoiseKind] = [.jobAd, .coupon, .ticker, .pressRelease]

    /// Reads the rules from the text of a rule file.
    ///
    /// Each line has a language, a kind, a phrase and a weight, parted by tabs. No phrase weighs as
    /// much as its kind needs, so that different signs must come together.
    public init(parsing text: String, file: String) throws(NoiseRuleError) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var rows: [Row] = []
        for (number, line) in zip(1..., lines) where !line.isEmpty && !line.hasPrefix("#") {
            rows.append(try Row(line, at: number, in: file))
        }
        for row in rows where row.kind == "least" {
            guard let kind = Self.kind(row.phrase) else {
                throw row.mistake(.unknownKind(row.phrase))
            }
            guard least.updateValue(row.weight, forKey: kind) == nil else {
                throw row.mistake(.repeated(row.phrase))
            }
        }
        for kind in Self.kinds where least[kind] == nil {
            throw NoiseRuleError(file: file, line: lines.count, problem: .missing(kind.rawValue))
        }
        var numbers: [FoldedName: Int] = [:]
        for row in rows where row.kind != "least" {
            guard let name = FoldedName(row.phrase) else {
                throw row.mistake(.notAPhrase(row.phrase))
            }
            let number = numbers[name] ?? phrases.count
            if number == phrases.count { phrases.append(Phrase(spelling: row.phrase)) }
            numbers[name] = number
            try add(row, to: number)
        }
        finder = NameFinder(names: numbers.sorted { $0.value < $1.value }.map(\.key))
    }

    // MARK: -

    private mutating func add(_ row: Row, to number: Int) throws(NoiseRuleError) {
        if row.kind == "person" {
            guard phrases[number].persons.insert(row.language).inserted else {
                throw row.mistake(.repeated(row.phrase))
            }
            return
        }
        guard let kind = Self.kind(row.kind) else { throw row.mistake(.unknownKind(row.kind)) }
        guard let least = least[kind], row.weight < least else {
            throw row.mistake(.enoughAlone(row.phrase))
        }
        guard phrases[number].weights.updateValue(row.weight, forKey: kind) == nil else {
            throw row.mistake(.repeated(row.phrase))
        }
    }

    private static func kind(_ text: String) -> NoiseKind? {
        kinds.first { $0.rawValue == text }
    }
}

/// One line of the file.
private struct Row {
    let language: String
    let kind: String
    let phrase: String
    let weight: Int
    private let file: String
    private let line: Int

    private static let weights = 1...100

    init(_ text: Substring, at line: Int, in file: String) throws(NoiseRuleError) {
        let fields = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        func mistake(_ problem: NoiseRuleError.Problem) -> NoiseRuleError {
            NoiseRuleError(file: file, line: line, problem: problem)
        }
        guard fields.count == 4 else { throw mistake(.notFourFields) }
        guard let weight = Int(fields[3]), Self.weights.contains(weight) else {
            throw mistake(.notANumber(fields[3]))
        }
        (language, kind, phrase) = (fields[0], fields[1], fields[2])
        self.weight = weight
        self.file = file
        self.line = line
    }

    func mistake(_ problem: NoiseRuleError.Problem) -> NoiseRuleError {
        NoiseRuleError(file: file, line: line, problem: problem)
    }
}
