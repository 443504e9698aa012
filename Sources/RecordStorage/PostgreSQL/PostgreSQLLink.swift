import CLibPQ
import Foundation

/// One connection to a PostgreSQL server, used by one thread at a time.
///
/// It knows libpq and nothing of transactions. Every statement is prepared at its first use.
final class PostgreSQLLink {
    /// The most answers that may wait in a pipeline before they are read.
    ///
    /// Each is a few bytes, so that neither side's buffers fill while the other one writes.
    private static let pipelineLength = 256

    /// A server that is away, or a line that is dead, is noticed within half a minute.
    ///
    /// PostgreSQL 15 manual, section 34.1.2.
    private static let defaults = [
        ("connect_timeout", "10"), ("keepalives", "1"), ("keepalives_idle", "10"),
        ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "30000"),
    ]

    let pointer: OpaquePointer
    private var prepared: [String: String] = [:]

    /// Connects; the address is a URI or a list of `key=value`, as libpq takes it.
    init(address: String, password: String?) throws(PostgreSQLFailure) {
        // What stands before the address holds where the address says nothing else.
        var parameters =
            Self.defaults + [
                ("dbname", address), ("fallback_application_name", "earshot \(getpid())"),
                ("client_encoding", "UTF8"),
            ]
        if let password { parameters.append(("password", password)) }
        let keys = CStrings(parameters.map(\.0))
        let values = CStrings(parameters.map(\.1))
        let opened = keys.withPointers { keys in
            // 1: `dbname` may hold a whole address.
            values.withPointers { values in PQconnectdbParams(keys, values, 1) }
        }
        guard let opened else { throw .lost("no memory for a connection") }
        pointer = opened
        guard PQstatus(opened) == CONNECTION_OK else {
            throw .lost(StoreAddress.masked(message, from: address))
        }
        PQsetNoticeProcessor(opened, { _, _ in }, nil)
    }

    deinit {
        PQfinish(pointer)
    }

    /// Runs commands without parameters and gives the last one's first row as text.
    @discardableResult
    func run(_ commands: String) throws(PostgreSQLFailure) -> (tag: String, row: [String?]) {
        let result = try PostgreSQLResult(PQexec(pointer, commands), on: self)
        let row = result.count > 0 ? (0..<result.width).map { result.text(0, $0) } : []
        return (result.tag, row)
    }

    /// Runs a statement and tells how many rows it changed.
    func execute(_ sql: String, _ arguments: [SQLValue]) throws(PostgreSQLFailure) -> Int {
        let name = try name(of: sql)
        let values = PostgreSQLArguments(arguments)
        let result = try PostgreSQLResult(
            values.withPointers { PQexecPrepared(pointer, name, values.count, $0, nil, nil, 0) },
            on: self
        )
        return result.changes
    }

    /// Runs one statement for many rows, without waiting for each answer before the next.
    func executeMany(_ sql: String, _ rows: [[SQLValue]]) throws(PostgreSQLFailure) {
        let name = try name(of: sql)
        var start = rows.startIndex
        while start < rows.endIndex {
            let end = min(start + Self.pipelineLength, rows.endIndex)
            try pipeline(name, rows[start..<end])
            start = end
        }
    }

    /// Calls the body for each row, while the server still sends; nothing is gathered.
    func forEachRow(
        _ sql: String,
        _ arguments: [SQLValue],
        _ body: (PostgreSQLRow) throws -> Void
    ) throws {
        let name = try name(of: sql)
        let values = PostgreSQLArguments(arguments)
        let isSent = values.withPointers {
            PQsendQueryPrepared(pointer, name, values.count, $0, nil, nil, 0)
        }
        guard isSent == 1 else { throw PostgreSQLFailure.lost(message) }
        PQsetSingleRowMode(pointer)
        defer { drain() }
        while let answer = PQgetResult(pointer) {
            let result = try PostgreSQLResult(answer, on: self)
            for index in 0..<result.count { try body(PostgreSQLRow(result, index)) }
        }
    }

    /// Sends rows to a `COPY … FROM STDIN`, in its text form.
    func copy(_ command: String, _ rows: [[SQLValue]]) throws(PostgreSQLFailure) {
        let opening = try PostgreSQLResult(PQexec(pointer, command), on: self)
        guard opening.isCopyingIn else { throw .lost(message) }
        for row in rows {
            let line = CopyLine(row).bytes
            let isSent = line.withUnsafeBufferPointer { bytes in
                PQputCopyData(pointer, bytes.baseAddress, Int32(bytes.count))
            }
            guard isSent == 1 else { throw .lost(message) }
        }
        guard PQputCopyEnd(pointer, nil) == 1 else { throw .lost(message) }
        defer { drain() }
        _ = try PostgreSQLResult(PQgetResult(pointer), on: self)
    }

    /// What the server or the library said last.
    var message: String {
        String(cString: PQerrorMessage(pointer)).split(separator: "\n").joined(separator: " ")
    }

    /// Whether the connection is gone.
    var isLost: Bool { PQstatus(pointer) != CONNECTION_OK }

    // MARK: -

    private func name(of sql: String) throws(PostgreSQLFailure) -> String {
        if let known = prepared[sql] { return known }
        let name = "s\(prepared.count + 1)"
        _ = try PostgreSQLResult(PQprepare(pointer, name, sql, 0, nil), on: self)
        prepared[sql] = name
        return name
    }

    private func pipeline(_ name: String, _ rows: ArraySlice<[SQLValue]>)
        throws(PostgreSQLFailure)
    {
        guard PQenterPipelineMode(pointer) == 1 else { throw .lost(message) }
        var failure: PostgreSQLFailure?
        for row in rows {
            let values = PostgreSQLArguments(row)
            let isSent = values.withPointers {
                PQsendQueryPrepared(pointer, name, values.count, $0, nil, nil, 0)
            }
            guard isSent == 1 else { throw .lost(message) }
        }
        guard PQpipelineSync(pointer) == 1 else { throw .lost(message) }
        var isSynced = false
        while !isSynced {
            // Each answer is followed by a null; the synchronisation point is the last of them.
            guard let answer = PQgetResult(pointer) else {
                if isLost { throw .lost(message) }
                continue
            }
            do throws(PostgreSQLFailure) {
                isSynced = try PostgreSQLResult(answer, on: self).isSynchronisation
            } catch {
                if case .lost = error { throw error }
                failure = failure ?? error
            }
        }
        guard PQexitPipelineMode(pointer) == 1 else { throw .lost(message) }
        if let failure { throw failure }
    }

    /// Reads what is left of an answer that nobody wants any more.
    private func drain() {
        while let answer = PQgetResult(pointer) { PQclear(answer) }
    }
}

/// What the server refused, or that it is gone.
enum PostgreSQLFailure: Error {
    /// The server refused a statement: its SQLSTATE and its words.
    case refused(state: String, String)
    /// The connection broke.
    case lost(String)
}

/// An answer of the server, freed with this object.
final class PostgreSQLResult {
    let pointer: OpaquePointer
    /// How many rows there are.
    let count: Int32
    /// How many columns there are.
    let width: Int32
    /// Whether this is a pipeline's synchronisation point.
    let isSynchronisation: Bool
    /// Whether the server waits for rows.
    let isCopyingIn: Bool

    init(_ answer: OpaquePointer?, on link: PostgreSQLLink) throws(PostgreSQLFailure) {
        guard let answer else { throw .lost(link.message) }
        pointer = answer
        let status = PQresultStatus(answer)
        isSynchronisation = status == PGRES_PIPELINE_SYNC
        isCopyingIn = status == PGRES_COPY_IN
        count = PQntuples(answer)
        width = PQnfields(answer)
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_PIPELINE_SYNC,
            PGRES_COPY_IN:
            return
        case PGRES_PIPELINE_ABORTED:
            throw .refused(state: "25P02", "an earlier statement of the pipeline failed")
        default: throw failure(on: link)
        }
    }

    deinit {
        PQclear(pointer)
    }

    /// The command's tag, such as `COMMIT`.
    var tag: String { String(cString: PQcmdStatus(pointer)) }

    /// How many rows the statement changed.
    var changes: Int { Int(String(cString: PQcmdTuples(pointer))) ?? 0 }

    /// A value as text; `nil` for NULL.
    func text(_ row: Int32, _ column: Int32) -> String? {
        guard PQgetisnull(pointer, row, column) == 0, let value = PQgetvalue(pointer, row, column)
        else { return nil }
        return String(cString: value)
    }

    /// The object id of a column's type.
    func type(_ column: Int32) -> Oid { PQftype(pointer, column) }

    private func failure(on link: PostgreSQLLink) -> PostgreSQLFailure {
        let field = { (code: Character) -> String? in
            let code = code.asciiValue.map(Int32.init) ?? 0
            return PQresultErrorField(self.pointer, code).map { String(cString: $0) }
        }
        guard let state = field("C") else { return .lost(link.message) }
        return .refused(state: state, field("M") ?? link.message)
    }
}
