/// One of the two engines: it runs transactions one after another on one writing connection, and
/// others beside them on reading connections.
///
/// All calls block their thread; the store calls them from threads of its own.
protocol Database: AnyObject, Sendable {
    /// How this engine spells what differs.
    var dialect: Dialect { get }

    /// Runs the body in a transaction that only reads one snapshot.
    func read<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value

    /// Runs the body in a transaction that may write; an error takes everything back.
    func write<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value

    /// Ends all connections; no call may follow.
    func close() throws
}

/// A connection inside a transaction.
protocol DatabaseConnection: AnyObject {
    /// Runs a statement that answers no rows, and tells how many rows it changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

    /// Runs one statement for many rows of arguments; a loop here, a pipeline elsewhere.
    func executeMany(_ sql: String, _ rows: [[SQLValue]]) throws

    /// Calls the body for each row of the answer, in order, until it throws.
    func forEachRow(
        _ sql: String,
        _ arguments: [SQLValue],
        _ body: (any RowReading) throws -> Void
    ) throws

    /// Runs the body so that its error takes back what it did, and nothing else.
    func savepoint<Value>(_ body: () throws -> Value) throws -> Value
}

/// The columns of one row, by position from 0.
protocol RowReading: AnyObject {
    /// The value of a column in its stored form; a Boolean may come as an integer.
    func value(at column: Int) -> SQLValue
}
