public import EarshotModel

/// The early warnings that rang; none is ever changed.
public struct AlertRecords<Access> {
    let session: Session

    /// The warnings in scope since a moment, the newest first.
    public func since(_ start: Instant, limit: Int) throws -> [AlertRecord] {
        let scope = BrandFilter(session.scope)
        return try session.rows(
            AlertStatement.since,
            start,
            scope.isOpen,
            scope.list,
            limit
        ) { row in try AlertRecord(&row) }
    }

    /// When a warning on a brand rang last; `nil` where none ever did.
    public func latest(of brand: Brand.ID) throws -> Instant? {
        try session.row(AlertStatement.latest, brand) { row in try row.optionalInstant() } ?? nil
    }
}

extension Transaction {
    /// The early warnings.
    public var alerts: AlertRecords<Access> { AlertRecords(session: session) }
}

/// An early warning as it was kept.
public struct AlertRecord: Hashable, Sendable {
    /// Its identity.
    public let id: RecordID<AlertRecord>
    /// The brand's name.
    public let brandName: String
    /// What rang, and why.
    public let warning: EarlyWarning
    /// When it rang; the 24 hours before are what it counted.
    public let at: Instant

    init(_ row: inout SQLRow) throws {
        id = try row.id()
        brandName = try row.text()
        warning = EarlyWarning(
            kind: try row.word(),
            observed: try row.count(),
            usualThousandths: try row.count(),
            days: try row.count(),
            chanceBillionths: try row.count()
        )
        at = try row.instant()
    }
}

extension AlertRecords where Access == Writing {
    /// Keeps a warning.
    public func add(_ warning: EarlyWarning, on brand: Brand.ID) throws {
        let id: RecordID<AlertRecord> = session.ids.next()
        try session.execute(
            AlertStatement.add,
            id,
            brand,
            warning.kind,
            warning.observed,
            warning.usualThousandths,
            warning.days,
            warning.chanceBillionths,
            session.now
        )
    }
}

/// The statements on early warnings.
enum AlertStatement: String, StatementSet {
    case since = """
        SELECT a.id, b.name, a.kind, a.observed, a.usual_thousandths, a.days,
            a.chance_billionths, a.at
        FROM alerts AS a JOIN brands AS b ON b.id = a.brand_id
        WHERE a.at >= ?1 AND (?2 OR a.brand_id IN ({ints:?3}))
        ORDER BY a.at DESC, a.id DESC LIMIT ?4
        """
    case latest = "SELECT MAX(at) FROM alerts WHERE brand_id = ?1"
    case add = """
        INSERT INTO alerts (id, brand_id, kind, observed, usual_thousandths, days,
            chance_billionths, at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """
}
