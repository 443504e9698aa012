import CLibPQ
import EarshotTesting
import Testing

@testable import RecordStorage

/// How long the server waits for us, and we for it.
@Suite(.enabled(if: Engine.server != nil))
struct PostgreSQLDatabaseTests {
    private static let quick = PostgreSQLDatabase.Limits(silence: .milliseconds(100))

    @Test func `a transaction whose client falls silent is ended by the server and run again`()
        throws
    {
        let counter = try Counter(Self.quick)
        let witness = try counter.place.openDatabase()
        let runs = try counter.increment { connection, run in
            guard run == 1 else { return }
            let pid = try #require(try connection.rows(1, "SELECT pg_backend_pid()").first?.first)
            let deadline = ContinuousClock.now + .seconds(20)
            while try isThere(pid, witness), ContinuousClock.now < deadline {}
        }
        #expect(runs == 2)
        #expect(try counter.value() == 1)
        try witness.close()
    }

    @Test func `whoever has the store alone may be silent for long`() throws {
        let counter = try Counter(Self.quick)
        var runs = 0
        try counter.database.alone {
            runs += 1
            _ = try counter.database.read { try $0.rows(1, "SELECT pg_sleep(0.5)") }
        }
        #expect(runs == 1)
    }

    @Test func `the server gives up a line that is dead`() throws {
        let counter = try Counter()
        let names = ["idle_in_transaction_session_timeout", "lock_timeout", "synchronous_commit"]
        let found = try counter.database.read { connection in
            try names.map { try connection.rows(1, "SELECT current_setting('\($0)')")[0][0] }
        }
        #expect(found == [.text("30s"), .text("10s"), .text("on")])
        let keepalive = try counter.database.read { connection in
            try connection.rows(
                3,
                """
                SELECT current_setting('tcp_keepalives_idle'),
                    current_setting('tcp_keepalives_interval'),
                    current_setting('tcp_keepalives_count')
                """
            )
        }
        #expect(keepalive == [[.text("10"), .text("5"), .text("3")]])
    }

    @Test func `what the address says of time-outs holds, and defaults fill the rest`() throws {
        let address = Engine.server ?? ""
        let plain = try PostgreSQLLink(address: address, password: nil)
        #expect(plain.option("tcp_user_timeout") == "30000")
        #expect(plain.option("keepalives_idle") == "10")
        let own = try PostgreSQLLink(
            address: address + " tcp_user_timeout=5000 connect_timeout=3",
            password: nil
        )
        #expect(own.option("tcp_user_timeout") == "5000")
        #expect(own.option("connect_timeout") == "3")
        #expect(own.option("keepalives_count") == "3")
    }

    // MARK: -

    private func isThere(_ pid: SQLValue, _ witness: any RecordStorage.Database) throws -> Bool {
        let sql = "SELECT COUNT(*) FROM pg_stat_activity WHERE pid = $1"
        return try witness.read { try $0.rows(1, sql, [pid]) } == [[.int(1)]]
    }
}

extension PostgreSQLLink {
    /// What libpq made of the address and its defaults under a keyword; `nil` for nothing.
    fileprivate func option(_ keyword: String) -> String? {
        guard let options = PQconninfo(pointer) else { return nil }
        defer { PQconninfoFree(options) }
        var next = options
        while let name = next.pointee.keyword {
            if String(cString: name) == keyword {
                return next.pointee.val.map { String(cString: $0) }
            }
            next += 1
        }
        return nil
    }
}
