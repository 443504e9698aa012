public import EarshotModel

/// Marks a transaction that only reads.
public enum Reading {}

/// Marks a transaction that may write.
public enum Writing {}

/// A transaction over all records; it is valid only inside the closure that received it.
public struct Transaction<Access> {
    let session: Session

    /// When the transaction began, on the store's clock.
    public var now: Instant { session.now }

    /// Who acts.
    public var actor: Actor { session.actor }

    /// What may be seen.
    public var scope: Scope { session.scope }
}

/// A transaction that only reads.
public typealias ReadTransaction = Transaction<Reading>

/// A transaction that may write.
public typealias WriteTransaction = Transaction<Writing>

extension Transaction where Access == Writing {
    /// A new id for a record that is about to be written.
    public func newID<Record>() -> RecordID<Record> {
        session.ids.next()
    }

    /// Adds to the one audit row that sums up all intake of this transaction.
    public func recordIntake(_ summary: IntakeSummary) {
        session.took(summary)
    }
}
