import EarshotModel

/// One transaction under way: the connection, who acts, and what is to be written at its end.
///
/// It lives on the store's thread and never leaves the closure that it was made for.
final class Session {
    let connection: any DatabaseConnection
    let dialect: Dialect
    private(set) var actor: Actor
    let scope: Scope
    let now: Instant
    let ids: IDGenerator
    private(set) var changes: [Change] = []
    private(set) var intake = IntakeSummary()
    /// What is to be added to the kept counts at the transaction's end.
    private(set) var counts: [CountStep] = []

    init(
        connection: any DatabaseConnection,
        dialect: Dialect,
        actor: Actor,
        scope: Scope,
        now: Instant,
        ids: IDGenerator
    ) {
        self.connection = connection
        self.dialect = dialect
        self.actor = actor
        self.scope = scope
        self.now = now
        self.ids = ids
    }

    @discardableResult
    func execute<Statement: StatementSet>(
        _ statement: Statement,
        _ arguments: (any SQLBindable)...
    ) throws -> Int {
        try connection.execute(RenderedSQL.text(of: statement, dialect), arguments.map(\.sqlValue))
    }

    func executeMany<Statement: StatementSet>(
        _ statement: Statement,
        _ rows: [[SQLValue]]
    ) throws {
        try connection.executeMany(RenderedSQL.text(of: statement, dialect), rows)
    }

    func rows<Statement: StatementSet, Value>(
        _ statement: Statement,
        _ arguments: (any SQLBindable)...,
        reading read: (inout SQLRow) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        let sql = RenderedSQL.text(of: statement, dialect)
        try connection.forEachRow(sql, arguments.map(\.sqlValue)) { columns in
            var row = SQLRow(columns)
            values.append(try read(&row))
        }
        return values
    }

    func row<Statement: StatementSet, Value>(
        _ statement: Statement,
        _ arguments: (any SQLBindable)...,
        reading read: (inout SQLRow) throws -> Value
    ) throws -> Value? {
        var value: Value?
        let sql = RenderedSQL.text(of: statement, dialect)
        try connection.forEachRow(sql, arguments.map(\.sqlValue)) { columns in
            guard value == nil else { return }
            var row = SQLRow(columns)
            value = try read(&row)
        }
        return value
    }

    /// Remembers that a record changed; the change gets its place in the sequence at commit.
    func changed<Record>(_ kind: ChangeKind, _ id: RecordID<Record>) {
        changes.append(Change(kind: kind, record: id.rawValue))
    }

    /// Adds to the one audit row that sums up all intake of this transaction.
    func took(_ summary: IntakeSummary) {
        intake.add(summary)
    }

    /// Remembers what a mention adds to the kept counts, which are shared rows and so come last.
    func counted(_ step: CountStep) {
        counts.append(step)
    }

    /// Lets the next of the writes that share this transaction act in its own name.
    func act(as other: Actor) {
        actor = other
    }

    /// What a failed savepoint must take back besides its rows.
    struct Mark {
        fileprivate let changes: Int
        fileprivate let counts: Int
        fileprivate let intake: IntakeSummary
    }

    /// How far the notes of this transaction have come.
    var mark: Mark { Mark(changes: changes.count, counts: counts.count, intake: intake) }

    /// Forgets changes, counts and intake noted since the mark.
    func rewind(to mark: Mark) {
        changes.removeSubrange(mark.changes...)
        counts.removeSubrange(mark.counts...)
        intake = mark.intake
    }
}

/// A record that changed in a transaction.
struct Change: Hashable, Sendable {
    let kind: ChangeKind
    let record: Int64
}

/// The kinds of record whose changes can be followed.
enum ChangeKind: String, SQLBindable {
    case feed
    case mention
    case customer
    case matter = "case"
    case staff
    case policy
    case ruleset
}

/// What one or more polls brought in, for the audit's one row per transaction.
public struct IntakeSummary: Hashable, Sendable, Codable {
    /// Polls committed.
    public var polls = 0
    /// Entries that were new or changed.
    public var entries = 0
    /// Mentions that were new.
    public var mentions = 0

    /// Creates a summary.
    public init(polls: Int = 0, entries: Int = 0, mentions: Int = 0) {
        self.polls = polls
        self.entries = entries
        self.mentions = mentions
    }

    mutating func add(_ other: IntakeSummary) {
        polls += other.polls
        entries += other.entries
        mentions += other.mentions
    }
}
