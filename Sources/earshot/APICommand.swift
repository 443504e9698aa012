import ArgumentParser
import CurlTransfer
import Foundation
import RecordStorage
import SettingsReading

/// A command that asks the API: it reads its arguments, makes a call and prints the answer.
protocol APICommand: AsyncParsableCommand {
    var options: GlobalOptions { get }

    /// Asks and prints.
    func perform(with api: APISession) async throws
}

extension APICommand {
    /// Opens the way to the API, performs the command and tells problems in one line.
    func run() async throws {
        let api = try await APISession.open(options)
        do {
            try await perform(with: api)
            await api.close()
        } catch {
            await api.close()
            throw CommandFailure.exit(for: error)
        }
    }
}

/// Tells an error on standard error, and which exit status it means.
enum CommandFailure {
    /// Prints the error and gives the exit status to throw.
    static func exit(for error: any Error) -> any Error {
        if error is ExitCode || error is ValidationError || error is CleanExit { return error }
        for line in lines(of: error) { Terminal.message("earshot: \(Terminal.escaped(line))") }
        return switch error {
        case let problem as APIProblem: status(of: problem)
        // Another process has the store.
        case StoreError.locked: ExitStatus.tryAgain
        case FeedOpeningError.noFeed: ExitStatus.notFound
        case let error as TransferError where error.mayPass: ExitStatus.tryAgain
        default: ExitStatus.failure
        }
    }

    /// The error in one line; the mistakes of files in one line each.
    private static func lines(of error: any Error) -> [String] {
        switch error {
        case let error as SettingsError: error.mistakes.map(\.description)
        case let error as RulesError: error.description.split(separator: "\n").map(String.init)
        default: ["\(error)"]
        }
    }

    private static func status(of problem: APIProblem) -> ExitCode {
        switch problem.status {
        case 401, 403: ExitStatus.notAllowed
        case 404, 410: ExitStatus.notFound
        case 412, 429, 503: ExitStatus.tryAgain
        case 409 where problem.code == "too-often": ExitStatus.tryAgain
        case 400, 422, 428: ExitStatus.usage
        default: ExitStatus.failure
        }
    }
}

/// The way to the API for one command, and how its answers are to be printed.
struct APISession {
    let client: APIClient
    let options: GlobalOptions

    /// The daemon's socket where it answers, the server that is named, else the API in this
    /// process under the store's lock.
    static func open(_ options: GlobalOptions) async throws -> APISession {
        do {
            return APISession(client: try await APIClient.open(options), options: options)
        } catch {
            throw CommandFailure.exit(for: error)
        }
    }

    /// The most rows that the API gives at once.
    private static let pageLength = 500

    /// Sends a call; a problem is thrown.
    func send(_ call: APICall) async throws -> APIReply {
        try await client.send(call, as: options.actingAs)
    }

    /// Reads every page of a list.
    func list(_ call: APICall, atMost limit: Int = .max) async throws -> [JSONValue] {
        var rows: [JSONValue] = []
        var call = call
        let query = call.query + [("limit", "\(min(limit, Self.pageLength))")]
        call.query = query
        while true {
            let page = try await send(call).json
            rows += page["data"].elements
            guard case .text(let next) = page["next"], rows.count < limit else { break }
            call.query = query + [("after", next)]
        }
        return Array(rows.prefix(limit))
    }

    /// Prints rows as a table, as CSV or as JSON, and a sentence when there are none.
    func show(_ rows: [JSONValue], _ columns: [Column], whenEmpty sentence: String) throws {
        if options.json {
            var writer = JSONLineWriter()
            for row in rows { try writer.write(row) }
            writer.flush()
        } else if options.csv {
            Terminal.write(CSVText(columns: columns, rows: rows).text)
        } else if rows.isEmpty {
            Terminal.message(sentence)
        } else {
            let cells = rows.map { row in columns.map { Terminal.escaped($0.text(row)) } }
            let table = TextTable(
                headings: columns.map(\.heading),
                rows: cells,
                rightAligned: Set(columns.indices.filter { columns[$0].isNumber })
            )
            Terminal.write(table.text)
        }
    }

    /// Prints one record: its JSON, or a sentence about what was done.
    func tell(_ reply: APIReply, _ sentence: (JSONValue) -> String) throws {
        try tell(reply.json, sentence)
    }

    /// Prints one value: as JSON, or a sentence about what was done.
    func tell(_ value: JSONValue, _ sentence: (JSONValue) -> String) throws {
        if options.json {
            var writer = JSONLineWriter()
            try writer.write(value)
            writer.flush()
        } else {
            Terminal.writeLine(Terminal.escaped(sentence(value)))
        }
    }

    /// Prints one record: as JSON, or as lines for people that are made harmless already.
    func tell(_ value: JSONValue, lines: [String]) throws {
        guard !options.json else { return try tell(value) { $0.cell } }
        Terminal.write(lines.map { $0 + "\n" }.joined())
    }

    /// Ends the way to the API.
    func close() async {
        await client.close()
    }
}

/// One column of a listing: its heading, and the path of its value.
struct Column {
    let heading: String
    let path: String
    var isNumber = false
    /// The most characters shown on a terminal.
    var width = 60
    /// To how many decimals a number is rounded for people; `nil` shows all it has.
    var decimals: Int?

    func text(_ row: JSONValue) -> String {
        if let decimals, case .number(let value) = row[path] {
            return String(format: "%.\(decimals)f", value)
        }
        let text = row[path].cell
        return text.count > width ? text.prefix(width - 1) + "…" : text
    }
}

/// Rows as CSV (RFC 4180) that no spreadsheet takes for formulas.
struct CSVText {
    let text: String

    init(columns: [Column], rows: [JSONValue]) {
        var lines = [columns.map(\.path).map(Self.cell).joined(separator: ",")]
        for row in rows {
            lines.append(columns.map { Self.cell(row[$0.path].cell) }.joined(separator: ","))
        }
        text = lines.map { $0 + "\r\n" }.joined()
    }

    static func cell(_ value: String) -> String {
        let isNumber = Double(value) != nil
        // By scalars: "=" with a combining accent is one character, and a formula all the same.
        let first = value.unicodeScalars.first
        let isFormula = !isNumber && first.map { formulaBeginnings.contains($0) } == true
        let guarded = (isFormula ? "'" + value : value).unicodeScalars
        guard guarded.contains(where: { separators.contains($0) }) else { return String(guarded) }
        var quoted = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in guarded {
            quoted.append(contentsOf: scalar == "\"" ? [scalar, scalar] : [scalar])
        }
        quoted.append("\"")
        return String(quoted)
    }

    private static let formulaBeginnings = Array("=+-@\t\r".unicodeScalars)
    private static let separators = Array(",\"\r\n".unicodeScalars)
}

extension TransferError {
    /// Whether the server may answer later, although it does not now.
    fileprivate var mayPass: Bool {
        switch self {
        case .cannotConnect, .timedOut, .cutShort: true
        default: false
        }
    }
}
