/// One rule that changes what an opinion word is worth where it stands.
protocol ScoringRule: Sendable {
    /// Changes a hit's value and notes the reason, or leaves it.
    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger)
}
