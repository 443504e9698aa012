import EarshotModel
import RecordStorage

/// What the daemon forgets as time passes, each in small transactions.
enum Forgetting: String, CaseIterable {
    /// Texts in which no brand was found.
    case unmatchedTexts = "unmatched_texts"
    /// Texts of mentions by people whom no customer record is linked to.
    case unlinkedTexts = "unlinked_texts"
    /// That an entry without a mention was ever seen, long after its feed dropped it.
    case identities

    /// How long an entry's identity outlives its last listing: feeds bring old entries back within
    /// months, and hardly after a year.
    private static let identityLife = Duration.days(365)
    /// The most entries that are changed in one transaction.
    private static let batchSize = 500

    /// Forgets all there is to forget.
    func carryOut(in store: Store) async throws {
        var last: EntryID?
        var isDone = false
        while !isDone {
            let after = last
            let step = try await store.write(by: .engine("forgetting")) { tx in
                let step = try self.step(in: tx, after: after)
                if step.count > 0 {
                    try tx.audit.add("\(rawValue).forgotten", facts: ["count": "\(step.count)"])
                }
                return step
            }
            last = step.last
            isDone = step.count < Self.batchSize
        }
    }

    /// Forgets one batch behind an entry: how many there were, and the last of them.
    private func step(in tx: WriteTransaction, after: EntryID?) throws -> (
        count: Int, last: EntryID?
    ) {
        guard let policy = try tx.policies.effective()?.policy else { return (0, nil) }
        switch self {
        case .unmatchedTexts:
            let limit = tx.now - .days(policy.unmatchedTextDays)
            return (
                try tx.entries.dropUnmatchedTexts(before: limit, atMost: Self.batchSize), nil
            )
        case .unlinkedTexts:
            guard policy.unlinkedTextMonths > 0 else { return (0, nil) }
            // A month counts as a twelfth of 365 days.
            let limit = tx.now - .days(policy.unlinkedTextMonths * 365 / 12)
            let ids = try tx.entries.expireTexts(
                before: limit,
                after: after,
                atMost: Self.batchSize
            )
            return (ids.count, ids.last)
        case .identities:
            let ids = try tx.entries.forget(
                unlistedSince: tx.now - Self.identityLife,
                after: after,
                atMost: Self.batchSize
            )
            return (ids.count, ids.last)
        }
    }
}
