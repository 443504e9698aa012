import EarshotModel
import Testing

@testable import RecordStorage

/// The traps that the two engines set, below every record file.
@Suite struct DatabaseTests {
    private struct Refusal: Error {}

    private static let table = """
        CREATE TABLE things (
            id {int} PRIMARY KEY NOT NULL, name {text} UNIQUE, data {bytes}, flag {bool}){strict}
        """

    // MARK: - Arguments

    @Test(arguments: Engine.available)
    func `arguments are bound by number, in whatever order they appear`(engine: Engine) throws {
        try withDatabase(engine) { connection, render in
            let swapped = "SELECT CAST(?2 AS {text}), CAST(?1 AS {text}), CAST(?2 AS {text})"
            let rows = try connection.rows(3, render(swapped), [.text("one"), .text("two")])
            #expect(rows == [[.text("two"), .text("one"), .text("two")]])
            try connection.execute(
                render("INSERT INTO things (name, id) VALUES (?2, ?1)"),
                [.int(7), .text("seven")]
            )
            #expect(
                try connection.rows(2, "SELECT id, name FROM things") == [
                    [.int(7), .text("seven")]
                ]
            )
        }
    }

    @Test(arguments: Engine.available)
    func `every value comes back as it was bound, null among them`(engine: Engine) throws {
        try withDatabase(engine) { connection, render in
            let insert = render("INSERT INTO things (id, name, data, flag) VALUES (?1, ?2, ?3, ?4)")
            let rows: [[SQLValue]] = [
                [.int(.min), .text(""), .bytes([]), .bool(false)],
                [.int(0), .null, .null, .null],
                [.int(.max), .text("Ægir 👩‍👩‍👧 சேவை"), .bytes([0, 255, 0]), .bool(true)],
            ]
            for row in rows { try connection.execute(insert, row) }
            let found = try connection.rows(
                4,
                "SELECT id, name, data, flag FROM things ORDER BY id"
            )
            #expect(
                found == [
                    [.int(.min), .text(""), .bytes([]), .int(0)],
                    [.int(0), .null, .null, .null],
                    [.int(.max), .text("Ægir 👩‍👩‍👧 சேவை"), .bytes([0, 255, 0]), .int(1)],
                ]
            )
        }
    }

    @Test(arguments: Engine.available, [nil, true, false] as [Bool?])
    func `a Boolean argument opens or closes a condition`(engine: Engine, flag: Bool?) throws {
        try withDatabase(engine) { connection, render in
            try connection.executeMany(
                render("INSERT INTO things (id, flag) VALUES (?1, ?2)"),
                [[.int(1), .bool(true)], [.int(2), .bool(false)], [.int(3), .null]]
            )
            let sql = render("SELECT id FROM things WHERE (?1 OR flag = ?2) ORDER BY id")
            let found = try connection.rows(1, sql, [.bool(flag == nil), .bool(flag ?? false)])
            let expected: [Int64] = flag.map { $0 ? [1] : [2] } ?? [1, 2, 3]
            #expect(found == expected.map { [.int($0)] })
        }
    }

    @Test(arguments: Engine.available)
    func `counts and sums are integers`(engine: Engine) throws {
        try withDatabase(engine) { connection, render in
            #expect(try connection.rows(1, "SELECT COUNT(*) FROM things") == [[.int(0)]])
            #expect(try connection.rows(1, "SELECT MAX(id) FROM things") == [[.null]])
            try connection.executeMany(
                render("INSERT INTO things (id) VALUES (?1)"),
                [[.int(1 << 40)], [.int(1 << 41)]]
            )
            let sum = render("SELECT CAST(SUM(id) AS {int}), COUNT(*) FROM things")
            #expect(try connection.rows(2, sum) == [[.int(3 << 40), .int(2)]])
        }
    }

    // MARK: - Answers

    @Test(arguments: Engine.available)
    func `a statement tells how many rows it changed`(engine: Engine) throws {
        try withDatabase(engine) { connection, render in
            try connection.executeMany(
                render("INSERT INTO things (id) VALUES (?1)"),
                (1...5).map { [.int($0)] }
            )
            let update = render("UPDATE things SET name = CAST(id AS {text}) WHERE id <= ?1")
            #expect(try connection.execute(update, [.int(3)]) == 3)
            #expect(try connection.execute(update, [.int(0)]) == 0)
            #expect(try connection.execute("DELETE FROM things", []) == 5)
        }
    }

    @Test(arguments: Engine.available)
    func `an insert that finds its row there changes none, and keeps the old one`(engine: Engine)
        throws
    {
        try withDatabase(engine) { connection, render in
            let insert = render(
                "INSERT INTO things (id, name) VALUES (?1, ?2) ON CONFLICT (id) DO NOTHING"
            )
            let changed = try ["first", "second"].map { name in
                try connection.execute(insert, [.int(1), .text(name)])
            }
            #expect(changed == [1, 0])
            let kept = try connection.rows(1, "SELECT name FROM things")
            #expect(kept == [[.text("first")]])
            let returning = render(
                "INSERT INTO things (id) VALUES (?1) ON CONFLICT (id) DO NOTHING RETURNING id"
            )
            let returned = try [1, 2].map { try connection.rows(1, returning, [.int($0)]) }
            #expect(returned == [[], [[.int(2)]]])
        }
    }

    @Test(arguments: Engine.available)
    func `rows are inserted from a selection, over those that exist`(engine: Engine) throws {
        try withDatabase(engine) { connection, render in
            try connection.executeMany(
                render("INSERT INTO things (id, name) VALUES (?1, ?2)"),
                [[.int(1), .text("a")], [.int(2), .text("b")]]
            )
            let copy = """
                INSERT INTO things (id, name) SELECT id + 1, name || '!' FROM things WHERE true
                ON CONFLICT (id) DO UPDATE SET name = excluded.name
                """
            try connection.execute(copy, [])
            let found = try connection.rows(2, "SELECT id, name FROM things ORDER BY id")
            #expect(
                found == [
                    [.int(1), .text("a")], [.int(2), .text("a!")], [.int(3), .text("b!")],
                ]
            )
        }
    }

    @Test(arguments: Engine.available)
    func `what is missing stands where the statement says`(engine: Engine) throws {
        try withDatabase(engine) { connection, render in
            try connection.executeMany(
                render("INSERT INTO things (id, name) VALUES (?1, ?2)"),
                [[.int(1), .null], [.int(2), .text("b")], [.int(3), .text("a")]]
            )
            let last = try connection.rows(
                1,
                "SELECT id FROM things ORDER BY name ASC NULLS LAST"
            )
            let first = try connection.rows(
                1,
                "SELECT id FROM things ORDER BY name DESC NULLS FIRST"
            )
            #expect(last == [[.int(3)], [.int(2)], [.int(1)]])
            #expect(first == [[.int(1)], [.int(2)], [.int(3)]])
        }
    }

    @Test(arguments: Engine.available)
    func `pages by a text follow its bytes, whatever the order of the database's language`(
        engine: Engine
    ) throws {
        try withDatabase(engine) { connection, render in
            // Where people look things up "a" stands before "Z", and "é" before "z".
            let language = engine == .postgreSQL ? " COLLATE \"und-x-icu\"" : ""
            try connection.execute(render("CREATE TABLE words (word {text}\(language))"), [])
            let words = ["B", "Z", "a", "a-b", "a b", "ab", "z", "é", "Ö", "ö", "க"]
            try connection.executeMany(
                render("INSERT INTO words (word) VALUES (?1)"),
                words.map { [.text($0)] }
            )
            let page = render(
                "SELECT word FROM words WHERE word {bytewise} > ?1 ORDER BY word {bytewise} LIMIT 2"
            )
            var seen: [String] = []
            while case .text(let word)? = try connection.rows(1, page, [.text(seen.last ?? "")])
                .first?.first
            { seen.append(word) }
            #expect(seen == words.sorted { Array($0.utf8).lexicographicallyPrecedes($1.utf8) })
        }
    }

    @Test(arguments: Engine.available)
    func `a pattern knows upper from lower case once both are folded`(engine: Engine) throws {
        try withDatabase(engine) { connection, render in
            let sql = render("SELECT ?1 LIKE '%' || ?2 || '%'")
            let part = try connection.rows(1, sql, [.text("mira äö"), .text("a ä")])
            let other = try connection.rows(1, sql, [.text("mira äö"), .text("a a")])
            #expect(part == [[.int(1)]])
            #expect(other == [[.int(0)]])
        }
    }

    @Test(arguments: Engine.available)
    func `a list of ids or of texts is one argument`(engine: Engine) throws {
        try withDatabase(engine) { connection, render in
            let texts = ["it's", "a \"b\"", "a,b", "Żółć", "🦉", "back\\slash"]
            try connection.executeMany(
                render("INSERT INTO things (id, name) VALUES (?1, ?2)"),
                zip(1..., texts).map { [.int($0), .text($1)] }
            )
            let byID = render("SELECT id FROM things WHERE id IN ({ints:?1}) ORDER BY id")
            let ids = JSONText.array(of: [2, 4, 99] as [Int64])
            #expect(try connection.rows(1, byID, [.text(ids)]) == [[.int(2)], [.int(4)]])
            #expect(try connection.rows(1, byID, [.text("[]")]).isEmpty)
            let byName = render("SELECT COUNT(*) FROM things WHERE name IN ({texts:?1})")
            let names = try JSONText.text(of: texts + ["absent"])
            #expect(try connection.rows(1, byName, [.text(names)]) == [[.int(6)]])
        }
    }

    @Test(arguments: Engine.available)
    func `an answer can be left before its end, and the connection goes on`(engine: Engine) throws {
        try withDatabase(engine) { connection, render in
            try connection.executeMany(
                render("INSERT INTO things (id) VALUES (?1)"),
                (1...50).map { [.int($0)] }
            )
            var seen = 0
            #expect(throws: Refusal.self) {
                try connection.forEachRow("SELECT id FROM things ORDER BY id", []) { _ in
                    seen += 1
                    if seen == 3 { throw Refusal() }
                }
            }
            #expect(seen == 3)
            #expect(try connection.rows(1, "SELECT COUNT(*) FROM things") == [[.int(50)]])
        }
    }

    // MARK: - Transactions

    @Test(arguments: Engine.available)
    func `an error in a savepoint takes back that savepoint and nothing else`(engine: Engine)
        throws
    {
        try withDatabase(engine) { connection, render in
            let insert = render("INSERT INTO things (id, name) VALUES (?1, ?2)")
            try connection.execute(insert, [.int(1), .text("kept")])
            let twice = Result {
                try connection.savepoint {
                    try connection.execute(insert, [.int(2), .text("lost")])
                    try connection.execute(insert, [.int(1), .text("twice")])
                }
            }
            #expect(throws: StoreError.self) { try twice.get() }
            try connection.savepoint {
                try connection.execute(insert, [.int(3), .text("kept too")])
                #expect(throws: Refusal.self) {
                    try connection.savepoint {
                        try connection.execute(insert, [.int(4), .text("lost")])
                        throw Refusal()
                    }
                }
            }
            let found = try connection.rows(1, "SELECT id FROM things ORDER BY id")
            #expect(found == [[.int(1)], [.int(3)]])
        }
    }

    @Test(arguments: Engine.available)
    func `a transaction that throws leaves nothing, and the next one works`(engine: Engine) throws {
        let place = try StorePlace(engine)
        let database = try opened(place)
        let insert = database.dialect.rendered("INSERT INTO things (id) VALUES (?1)")
        #expect(throws: Refusal.self) {
            try database.write { connection in
                try connection.execute(insert, [.int(1)])
                throw Refusal()
            }
        }
        #expect(throws: StoreError.self) {
            try database.write { connection in
                try connection.execute(insert, [.int(1)])
                try connection.execute(insert, [.int(1)])
            }
        }
        try database.write { connection in _ = try connection.execute(insert, [.int(2)]) }
        #expect(try database.read { try $0.rows(1, "SELECT id FROM things") } == [[.int(2)]])
        try database.close()
    }

    @Test(arguments: Engine.available)
    func `a reader sees one snapshot, whatever is written meanwhile`(engine: Engine) throws {
        let place = try StorePlace(engine)
        let database = try opened(place)
        let insert = database.dialect.rendered("INSERT INTO things (id) VALUES (?1)")
        let counts = try database.read { reader in
            let before = try reader.rows(1, "SELECT COUNT(*) FROM things")
            try database.write { writer in _ = try writer.execute(insert, [.int(1)]) }
            return [before, try reader.rows(1, "SELECT COUNT(*) FROM things")]
        }
        #expect(counts == [[[.int(0)]], [[.int(0)]]])
        #expect(try database.read { try $0.rows(1, "SELECT COUNT(*) FROM things") } == [[.int(1)]])
        try database.close()
    }

    @Test(arguments: Engine.available)
    func `a reader cannot write`(engine: Engine) throws {
        let place = try StorePlace(engine)
        let database = try opened(place)
        #expect(throws: StoreError.self) {
            try database.read { try $0.execute("DELETE FROM things", []) }
        }
        try database.close()
    }

    @Test(arguments: Engine.available)
    func `the engine's refusal is a sentence of the store's own`(engine: Engine) throws {
        let place = try StorePlace(engine)
        let database = try opened(place)
        #expect {
            try database.write { try $0.execute("SELECT a FROM nowhere", []) }
        } throws: { error in
            guard case .refused(let reason)? = error as? StoreError else { return false }
            return reason.contains("nowhere")
        }
        try database.close()
    }

    // MARK: -

    private func opened(_ place: StorePlace) throws -> any Database {
        let database = try place.openDatabase()
        let table = database.dialect.rendered(Self.table)
        try database.write { connection in _ = try connection.execute(table, []) }
        return database
    }

    private func withDatabase(
        _ engine: Engine,
        _ body: (any DatabaseConnection, (String) -> String) throws -> Void
    ) throws {
        let place = try StorePlace(engine)
        let database = try opened(place)
        try database.write { connection in try body(connection, database.dialect.rendered) }
        try database.close()
    }
}
