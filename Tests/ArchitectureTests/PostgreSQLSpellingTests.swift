import Foundation
import RecordStorage
import Testing

/// The schema and every statement in PostgreSQL's spelling, tried on a PostgreSQL of our own.
///
/// `EARSHOT_POSTGRES` names the connection of an empty database, as `psql` takes it.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["EARSHOT_POSTGRES"] != nil))
struct PostgreSQLSpellingTests {
    @Test func `PostgreSQL takes the schema and prepares every statement`() throws {
        let statements = StatementList.rendered(for: .postgreSQL)
        #expect(statements.count > 100)
        var script = ["\\set ON_ERROR_STOP on", "BEGIN;"]
        script += Store.schema(for: .postgreSQL).map { $0 + ";" }
        for (number, statement) in zip(1..., statements) {
            script.append("\\echo \(statement.name)")
            script.append("PREPARE s\(number) AS \(statement.sql);")
        }
        script.append("ROLLBACK;")
        let answer = try psql(script.joined(separator: "\n"))
        #expect(answer.status == 0, "\(answer.output.suffix(600))")
    }

    private func psql(_ script: String) throws -> (status: Int32, output: String) {
        let connection = try #require(ProcessInfo.processInfo.environment["EARSHOT_POSTGRES"])
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("earshot-\(UUID().uuidString).sql")
        try script.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["psql", "-X", "-q", "-d", connection, "-f", file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
