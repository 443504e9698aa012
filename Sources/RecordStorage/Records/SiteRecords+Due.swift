import EarshotModel

extension SiteRecords {
    /// Whether a claim with the same arguments would give anything, if nobody is faster.
    ///
    /// It costs no write, so that a feed whose site is silent, resting or somebody else's causes
    /// none.
    public func hasDue(
        mostFailing: Int = .max,
        held: [Int64: Int],
        allowance: (String) -> SiteAllowance
    ) throws -> Bool {
        var choice = SiteChoice(held: held, sites: try heldSites(held))
        try choose(&choice, upTo: 1, soundOnly: mostFailing <= 0, allowance: allowance)
        return choice.count > 0
    }
}
