import EarshotTesting
import Foundation
import Testing

@testable import RecordStorage

/// A table with one number, on a server behind a line that can be cut.
final class Counter {
    let place: StorePlace
    let proxy: CuttingProxy
    let database: PostgreSQLDatabase

    init(_ limits: PostgreSQLDatabase.Limits = .init()) throws {
        place = try StorePlace(.postgreSQL)
        let address = place.serverAddress
        let port = try #require(address.firstMatch(of: /port=(\d+)/).flatMap { Int($0.output.1) })
        proxy = try CuttingProxy(to: port)
        database = try PostgreSQLDatabase(
            address: address.replacing("port=\(port)", with: "port=\(proxy.port)")
                + " sslmode=disable gssencmode=disable",
            password: nil,
            limits: limits
        )
        try database.write { connection in
            try connection.execute("CREATE TABLE counter (id BIGINT PRIMARY KEY, n BIGINT)", [])
            try connection.execute("INSERT INTO counter (id, n) VALUES (1, 0)", [])
        }
    }

    /// Counts one up; how often the body ran.
    ///
    /// `pause` comes before each run's statement.
    func increment(
        pausing pause: (any DatabaseConnection, Int) throws -> Void = { _, _ in }
    ) throws -> Int {
        var runs = 0
        try database.write { connection in
            runs += 1
            try pause(connection, runs)
            // New words each time, because a statement that is known passes the line as a name.
            let sql =
                "UPDATE counter SET n = n + 1 WHERE id = 1 AND \(Int.random(in: 1...9999)) > 0"
            try connection.execute(sql, [])
        }
        return runs
    }

    func value(of id: Int64 = 1) throws -> Int64? {
        let rows = try database.read { connection in
            try connection.rows(1, "SELECT n FROM counter WHERE id = $1", [.int(id)])
        }
        guard case .int(let number)? = rows.first?.first else { return nil }
        return number
    }
}
