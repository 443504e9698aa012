import EarshotModel

/// Who does alone, for a while, what must not be done twice: a node's ids, a chore.
public struct LeaseRecords<Access> {
    let session: Session
}

extension Transaction {
    /// The leases.
    public var leases: LeaseRecords<Access> { LeaseRecords(session: session) }
}

extension LeaseRecords where Access == Writing {
    /// Takes or renews a lease for the holder until `duration` from now on the store's clock.
    ///
    /// False when somebody else holds it.
    public func take(_ name: String, for holder: Int64, lasting duration: Duration) throws -> Bool {
        let changed = try session.execute(
            LeaseStatement.take,
            name,
            holder,
            session.now + duration,
            session.now
        )
        return changed == 1
    }

    /// Ends a lease, when the holder still has it.
    public func release(_ name: String, of holder: Int64) throws {
        try session.execute(LeaseStatement.release, name, holder)
    }
}

/// The statements on leases.
enum LeaseStatement: String, StatementSet {
    case take = """
        INSERT INTO leases (name, holder, lease_until) VALUES (?1, ?2, ?3)
        ON CONFLICT (name) DO UPDATE
        SET holder = excluded.holder, lease_until = excluded.lease_until
        WHERE leases.holder = excluded.holder OR leases.lease_until <= ?4
        """
    case others = """
        SELECT name FROM leases WHERE name LIKE 'node:%' AND lease_until > ?1 AND holder <> ?2
        LIMIT 1
        """
    case release = "UPDATE leases SET lease_until = 0 WHERE name = ?1 AND holder = ?2"
}
