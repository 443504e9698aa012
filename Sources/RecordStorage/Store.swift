public import EarshotModel
import Foundation
import Synchronization

/// All that Earshot remembers, in one database.
///
/// Closures given to `read`, `write` and `join` are synchronous, run on threads of the store's own
/// and may be run again when the engine asks for it; one closure is one transaction.
public final class Store: Sendable {
    let database: any Database
    private let readers: StoreThreads
    private let writes: WriteQueue
    private let lock: Mutex<StoreLock?>
    let context: StoreContext
    private let erasures: ErasureList?

    /// Whose time a transaction carries.
    public enum TimeSource: Sendable {
        /// The engine's own clock where it has one, which all processes share; else the given one.
        case engine
        /// Always the given clock, for tests that move time.
        case clock
    }

    /// Opens the store at an address, makes it when it is missing, and brings its schema up to
    /// date.
    ///
    /// A SQLite file is the caller's alone until it is closed or the process ends, and leases left
    /// by an earlier process are cleared; a PostgreSQL database is shared. `upgrade` says what is
    /// kept of an older store before its schema changes. Whoever the list of `erasures` names is
    /// erased again before anybody sees the store. A store whose copying was cut off is opened for
    /// nothing but to be copied into. `tell` hears whom one waits for, in words, while another
    /// process changes the whole store. Throws `StoreError`.
    public static func open(
        _ address: StoreAddress,
        clock: @escaping @Sendable () -> Instant,
        time: TimeSource = .engine,
        upgrade: UpgradePlan = UpgradePlan(),
        erasures: ErasureList? = nil,
        toCopyInto isCopyTarget: Bool = false,
        waiting tell: (String) -> Void = { _ in }
    ) throws(StoreError) -> Store {
        var lock: StoreLock?
        if case .sqlite(let path) = address {
            for file in [path, path + ".lock"] { FolderOwner.makeFile(at: file) }
            lock = try StoreLock(path: path)
        }
        let database = try database(at: address)
        do {
            let backups = UpgradeBackups(address: address, plan: upgrade)
            try Migration.migrate(database, backups: backups, waiting: tell)
            if !isCopyTarget { try StoreCopy.checkCompleteness(of: database, at: address) }
            let context = try StoreContext(of: database, clock: clock, time: time)
            let store = Store(database, lock, context, erasures)
            if !database.dialect.isShared { try store.clearLeases() }
            if let erasures {
                _ = try ErasureReplay(database: database, context: context, list: erasures).run()
            }
            return store
        } catch let error as StoreError {
            throw error
        } catch {
            throw .cannotOpen(path: address.description, reason: "\(error)")
        }
    }

    /// Opens a SQLite file.
    public static func open(
        sqliteFile path: String,
        clock: @escaping @Sendable () -> Instant
    ) throws(StoreError) -> Store {
        try open(.sqlite(path: path), clock: clock)
    }

    /// Whether several processes may have this store open at once.
    public var isShared: Bool { database.dialect.isShared }

    /// What tells this process from every other one on the store, as the holder of leases.
    public var holder: Int64 { context.node.holder }

    static func database(at address: StoreAddress) throws(StoreError) -> any Database {
        switch address {
        case .sqlite(let path): try SQLiteDatabase(path: path)
        case .postgreSQL(let address, let password):
            try PostgreSQLDatabase(address: address, password: password)
        }
    }

    private init(
        _ database: any Database,
        _ lock: StoreLock?,
        _ context: StoreContext,
        _ erasures: ErasureList?
    ) {
        self.database = database
        self.erasures = erasures
        self.lock = Mutex(lock)
        self.context = context
        readers = StoreThreads(count: 4, name: "store-reader")
        writes = WriteQueue { batch in
            WriteBatch(writes: batch, context: context).commit(on: database)
        }
    }

    /// Reads one snapshot of the records, as far as the scope lets them be seen.
    public func read<Value: Sendable>(
        in scope: Scope,
        _ body: @escaping @Sendable (ReadTransaction) throws -> Value
    ) async throws -> Value {
        let database = database
        let context = context
        return try await readers.run {
            try database.read { connection in
                let session = context.session(on: connection, by: .engine("reader"), in: scope)
                return try body(ReadTransaction(session: session))
            }
        }
    }

    /// Writes in a transaction of its own, before whatever polls have brought.
    public func write<Value: Sendable>(
        by actor: Actor,
        _ body: @escaping @Sendable (WriteTransaction) throws -> Value
    ) async throws -> Value {
        try await enqueue(by: actor, joining: false, body)
    }

    /// Writes in a savepoint of a transaction that others share; its error takes back only itself.
    ///
    /// It returns when the shared transaction is committed.
    public func join<Value: Sendable>(
        by actor: Actor,
        _ body: @escaping @Sendable (WriteTransaction) throws -> Value
    ) async throws -> Value {
        try await enqueue(by: actor, joining: true, body)
    }

    /// Adds to the list beside the store what only the store knows of erasures.
    public func keepErasures() async throws {
        guard let erasures else { return }
        let replay = ErasureReplay(database: database, context: context, list: erasures)
        try await readers.run { try replay.keep() }
    }

    /// Writes down who was erased, and removes from the store's files what they left there.
    ///
    /// An erasure is complete only after this; the cost is linear in the store when there is
    /// anything.
    public func wipeErased() async throws {
        try await keepErasures()
        let done = try await read(in: .everything) { try $0.erasures.waitingToBeWiped() }
        guard let done else { return }
        let database = database
        try await readers.run { try database.wipe() }
        try await write(by: .engine("erasure")) { try $0.erasures.markWiped(upTo: done) }
    }

    /// Ends the store when the writes that wait are done; further calls throw `closed`.
    public func close() async {
        await withCheckedContinuation { continuation in
            let ending = Thread { [self] in
                writes.close()
                readers.close()
                context.node.end(on: database, context)
                // The log is folded into the file by the next opening when this fails.
                try? database.close()
                lock.withLock { $0 = nil }
                continuation.resume()
            }
            ending.start()
        }
    }

    private func enqueue<Value: Sendable>(
        by actor: Actor,
        joining: Bool,
        _ body: @escaping @Sendable (WriteTransaction) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let write = Write(actor: actor, body: body, continuation: continuation)
            if !writes.add(write, joining: joining) { write.settle(StoreError.closed) }
        }
    }

    private func clearLeases() throws {
        let context = context
        try database.write { connection in
            let session = context.session(on: connection, by: .engine("store"), in: .everything)
            try session.execute(SiteStatement.clearLeases)
            try session.execute(FeedStatement.clearLeases)
        }
    }
}

/// What every session of one store shares.
struct StoreContext: Sendable {
    let dialect: Dialect
    let ids: IDGenerator
    let clock: @Sendable () -> Instant
    let time: Store.TimeSource
    let node = NodeLease()

    /// The time that a transaction carries.
    func now(on connection: any DatabaseConnection) -> Instant {
        time == .engine ? connection.startedAt ?? clock() : clock()
    }

    func session(
        on connection: any DatabaseConnection,
        by actor: Actor,
        in scope: Scope
    ) -> Session {
        Session(
            connection: connection,
            dialect: dialect,
            actor: actor,
            scope: scope,
            now: now(on: connection),
            ids: ids
        )
    }
}

extension StoreContext {
    /// Makes ids above all that a database holds.
    init(
        of database: any Database,
        clock: @escaping @Sendable () -> Instant,
        time: Store.TimeSource
    ) throws {
        let floor = try database.read { try StoreRecords.highestID(on: $0, database.dialect) }
        let ids = IDGenerator(node: 0, floor: floor, clock: clock)
        self.init(dialect: database.dialect, ids: ids, clock: clock, time: time)
    }
}

/// One closure that waits for its transaction, and whoever waits for its value.
private final class Write<Value: Sendable>: PendingWrite {
    let actor: Actor
    private let body: @Sendable (WriteTransaction) throws -> Value
    private let continuation: CheckedContinuation<Value, any Error>
    private let result = Mutex<Result<Value, any Error>?>(nil)

    init(
        actor: Actor,
        body: @escaping @Sendable (WriteTransaction) throws -> Value,
        continuation: CheckedContinuation<Value, any Error>
    ) {
        self.actor = actor
        self.body = body
        self.continuation = continuation
    }

    func attempt(in session: Session) throws {
        let value = try body(WriteTransaction(session: session))
        result.withLock { $0 = .success(value) }
    }

    func settle(_ error: (any Error)?) {
        if let error { return continuation.resume(throwing: error) }
        guard let result = result.withLock({ $0 }) else {
            return continuation.resume(throwing: StoreError.closed)
        }
        continuation.resume(with: result)
    }
}
