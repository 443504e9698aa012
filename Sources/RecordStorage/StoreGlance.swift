import EarshotModel

/// A quick look at a store: whether it is one, of which version, and how its feeds do.
///
/// It reads only, works beside a running daemon, and makes nothing that is missing.
public struct StoreGlance: Sendable {
    /// The version of the store's schema; 0 where there is no store in the file or database yet.
    public let version: Int
    /// The feeds with their health; none where the version is not `Store.schemaVersion`.
    public let feeds: [FeedHealth]

    /// Looks at the store at an address.
    ///
    /// A PostgreSQL that is away is tried for as long as a transaction would try. Throws
    /// `StoreError` where a file is missing or no database, or where the engine refuses.
    public init(at address: StoreAddress) throws {
        if case .sqlite(let path) = address {
            // The engine would make a missing file, and write into one of somebody else's.
            let version = try SQLiteFile(path).version() ?? 0
            guard version == Store.schemaVersion else {
                self.init(version: version, feeds: [])
                return
            }
        }
        let database = try Store.database(at: address)
        do {
            self = try database.read { try Self.look(through: $0, database.dialect) }
        } catch StoreError.refused(let reason) where reason.contains("store_info") {
            // A database in which no Earshot was yet has no such table, and the engine says so.
            self.init(version: 0, feeds: [])
        }
        try database.close()
    }

    private init(version: Int, feeds: [FeedHealth]) {
        self.version = version
        self.feeds = feeds
    }

    private static func look(through connection: any DatabaseConnection, _ dialect: Dialect) throws
        -> StoreGlance
    {
        let version = try Migration.version(on: connection, dialect)
        guard version == Store.schemaVersion else {
            return StoreGlance(version: version, feeds: [])
        }
        let session = Session(
            connection: connection,
            dialect: dialect,
            actor: .engine("glance"),
            scope: .everything,
            now: Instant(milliseconds: 0),
            ids: IDGenerator(node: 0, floor: 0) { Instant(milliseconds: 0) }
        )
        let feeds = try ReadTransaction(session: session).feeds.all()
        return StoreGlance(version: version, feeds: feeds)
    }
}
