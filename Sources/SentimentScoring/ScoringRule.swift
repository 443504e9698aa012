/// One rule that changes what an opinion word is worth where it stands.
protocol ScoringRule: Sendable {
    /// The rule changes nothing in a text without any of these.
    static var causes: Marks { get }

    /// Changes a hit's value and notes the reason, or leaves it.
    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger)
}
