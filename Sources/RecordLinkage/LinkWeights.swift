import EarshotModel

/// How much each observation says for or against a link, in bits.
public struct LinkWeights: Hashable, Sendable {
    /// The odds, before any observation, that an author is a customer at all.
    let prior: Double
    /// The author's full name is the customer's.
    let name: Double
    /// Only the given name is the same.
    let givenName: Double
    /// No word of two full names is the same.
    let nameDiffers: Double
    private let keys: [String: Double]

    /// Reads the weights from the text of a rule file.
    ///
    /// Each line has a factor and its bits, parted by a tab. Every factor must be there once.
    public init(parsing text: String, file: String) throws(LinkRuleError) {
        let table = try RuleTable(parsing: text, file: file, columns: 2)
        var bits: [String: Double] = [:]
        for row in table.rows {
            let factor = row.fields[0]
            guard Self.factors.contains(factor) else {
                throw table.mistake(.unknownKind(factor), in: row)
            }
            guard let weight = Double(row.fields[1]), abs(weight) <= Self.mostBits else {
                throw table.mistake(.notANumber(row.fields[1]), in: row)
            }
            guard bits.updateValue(weight, forKey: factor) == nil else {
                throw table.mistake(.repeated(factor), in: row)
            }
        }
        func weight(_ factor: String) throws(LinkRuleError) -> Double {
            guard let weight = bits[factor] else {
                let problem = LinkRuleError.Problem.missing(factor)
                throw LinkRuleError(file: file, line: table.lineCount, problem: problem)
            }
            return weight
        }
        for factor in Self.keyFactors { _ = try weight(factor) }
        prior = try weight("prior")
        name = try weight("name")
        givenName = try weight("given_name")
        nameDiffers = try weight("name_differs")
        keys = bits.filter { Self.keyFactors.contains($0.key) }
    }

    /// The bits of a key by its kind and by where it was seen; 0 for what never occurs.
    func bits(of found: FoundIdentifier) -> Double { keys[found.factor] ?? 0 }

    private static let mostBits = 1000.0

    private static let keyFactors = [
        "email.asserted", "email.claimed", "email.office",
        "handle.verified", "handle.asserted", "handle.claimed", "handle.hosted", "handle.named",
        "order.claimed",
    ]

    private static let factors = Set(keyFactors + ["prior", "name", "given_name", "name_differs"])
}
