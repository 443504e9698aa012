import EarshotModel

/// One of the two engines: it runs transactions one after another on one writing connection, and
/// others beside them on reading connections.
///
/// All calls block their thread; the store calls them from threads of its own. A body may be run
/// again when the engine asks for it: what it did before is undone then.
protocol Database: AnyObject, Sendable {
    /// How this engine spells what differs.
    var dialect: Dialect { get }

    /// Runs the body in a transaction that only reads one snapshot.
    func read<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value

    /// Runs the body in a transaction that may write; an error takes everything back.
    func write<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value

    /// Removes what deleted rows left behind in the files; the cost is linear in the store.
    func wipe() throws

    /// Runs the body while no other process does the same on this store; it may use the database.
    ///
    /// Another process that does so is waited for while it gets on; `tell` hears once who that is.
    /// The body may be run again, without being taken back.
    func alone<Value>(waiting tell: (String) -> Void, _ body: () throws -> Value) throws -> Value

    /// Ends all connections; no call may follow.
    func close() throws
}

/// A connection inside a transaction.
protocol DatabaseConnection: AnyObject {
    /// When the transaction began on the engine's own clock; `nil` when it has none.
    var startedAt: Instant? { get }

    /// Runs a statement that answers no rows, and tells how many rows it changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

    /// Runs one statement for many rows of arguments; a loop here, a pipeline elsewhere.
    func executeMany(_ sql: String, _ rows: [[SQLValue]]) throws

    /// Adds rows to a table as fast as the engine can.
    func load(_ table: String, _ columns: [String], _ rows: [[SQLValue]]) throws

    /// Calls the body for each row of the answer, in order, until it throws.
    ///
    /// The body runs no statement of its own: the connection is busy with this one.
    func forEachRow(
        _ sql: String,
        _ arguments: [SQLValue],
        _ body: (any RowReading) throws -> Void
    ) throws

    /// Runs the body so that its error takes back what it did, and nothing else.
    ///
    /// A `TransactionRestart` is no such error: it ends the whole transaction.
    func savepoint<Value>(_ body: () throws -> Value) throws -> Value
}

/// The columns of one row, by position from 0.
protocol RowReading: AnyObject {
    /// The value of a column in its stored form; a Boolean may come as an integer.
    func value(at column: Int) -> SQLValue
}

/// Why an engine wants a whole transaction to be run again; nothing of it was kept.
enum TransactionRestart: Error {
    /// Another transaction was faster, or the two stood in each other's way.
    case conflict(String)
    /// The connection broke.
    case connectionLost(String)
}
