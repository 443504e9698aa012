import EarshotTesting
import Testing

@testable import RecordStorage

/// What becomes of a transaction whose line breaks, and of its mark.
@Suite(.enabled(if: Engine.server != nil))
struct CommitMarksTests {
    @Test func `a commit whose answer is lost is looked up and not repeated`() throws {
        let counter = try Counter()
        counter.proxy.arm("COMMIT", .afterAnswer)
        let runs = try counter.increment()
        #expect(runs == 1)
        #expect(try counter.value() == 1)
    }

    @Test(arguments: ["57P01", "57P02", "57P03", "08006", "XX000"])
    func `a commit that is answered with the server's end is looked up and not repeated`(
        state: String
    ) throws {
        let counter = try Counter()
        counter.proxy.arm("COMMIT", .afterOtherAnswer(Self.fatal(state)))
        let runs = try counter.increment()
        #expect(runs == 1)
        #expect(try counter.value() == 1)
    }

    @Test func `a transaction whose commit never arrived is run again`() throws {
        let counter = try Counter()
        counter.proxy.arm("COMMIT", .before)
        let runs = try counter.increment()
        #expect(runs == 2)
        #expect(try counter.value() == 1)
    }

    @Test func `a commit that arrives while its mark is looked for counts once`() throws {
        let counter = try Counter()
        counter.proxy.arm("COMMIT", .late(behind: "RETURNING token"))
        let runs = try counter.increment()
        #expect(runs == 1)
        #expect(try counter.value() == 1)
    }

    @Test func `the first commit of all is found as well`() throws {
        let counter = try Counter()
        let place = counter.place
        let before = try counter.database.write { try $0.execute("DELETE FROM commit_marks", []) }
        #expect(before > 0)
        counter.proxy.arm("COMMIT", .late(behind: "RETURNING token"))
        #expect(try counter.increment() == 1)
        #expect(try counter.value() == 1)
        place.clear()
    }

    @Test(arguments: ["UPDATE counter", "BEGIN"])
    func `a line that breaks in the middle costs a second run and nothing else`(word: String) throws
    {
        let counter = try Counter()
        counter.proxy.arm(word, .before)
        _ = try counter.increment()
        #expect(try counter.value() == 1)
        counter.proxy.arm(word, .afterAnswer)
        _ = try counter.increment()
        #expect(try counter.value() == 2)
    }

    @Test func `a read whose line breaks is run again`() throws {
        let counter = try Counter()
        counter.proxy.arm("SELECT n", .afterAnswer)
        #expect(try counter.value() == 0)
    }

    @Test func `one row serves all transactions of a writer, and old ones go`() throws {
        let counter = try Counter()
        for _ in 0..<5 { _ = try counter.increment() }
        #expect(try rows(counter) == 1)
        for _ in 0..<3 {
            #expect(throws: Refusal.self) { try counter.database.write { _ in throw Refusal() } }
        }
        #expect(try rows(counter) == 1)
        try counter.database.write { connection in
            let sql = "INSERT INTO commit_marks (row_id, token, at) VALUES (1, 1, 0), (2, 1, 0)"
            _ = try connection.execute(sql, [])
        }
        #expect(try rows(counter) == 3)
        let next = try counter.place.openDatabase()
        _ = try next.write { try $0.execute("UPDATE counter SET n = 0", []) }
        #expect(try rows(counter) == 2)
        try next.close()
    }

    // MARK: -

    private struct Refusal: Error {}

    private func rows(_ counter: Counter) throws -> Int64? {
        try counter.database.read { connection in
            let found = try connection.rows(1, "SELECT COUNT(*) FROM commit_marks").first?.first
            guard case .int(let count)? = found else { return nil }
            return count
        }
    }

    /// The end of a connection, as a server tells it (PostgreSQL 15 manual, section 55.8).
    private static func fatal(_ state: String) -> [UInt8] {
        let fields = ["SFATAL", "VFATAL", "C" + state, "Mthe server goes down", ""]
        let body = Array((fields.joined(separator: "\0") + "\0").utf8)
        let length = withUnsafeBytes(of: UInt32(body.count + 4).bigEndian) { Array($0) }
        return [UInt8(ascii: "E")] + length + body
    }
}
