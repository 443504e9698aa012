import Dispatch
import EarshotModel
import Synchronization
import Testing

@testable import RecordStorage

/// One transaction over several writes, also when the engine asks for it a second time.
@Suite struct WriteBatchTests {
    private struct Refusal: Error {}

    @Test(arguments: Engine.available, [1, 5])
    func `a batch that is run again leaves what one run leaves`(engine: Engine, size: Int) throws {
        let bench = try Bench(engine)
        let writes = (0..<size).map { number in
            Probe(.engine("part\(number)")) { tx in
                try tx.feeds.add(Sample.feed(tx, "https://a.example/\(number)"), site: "a.example")
                tx.recordIntake(IntakeSummary(polls: 1, entries: 1))
            }
        }
        bench.batch(writes).commit(on: RepeatingDatabase(bench.database))
        #expect(writes.allSatisfy { $0.attempts == 2 && $0.settled == [nil] })
        #expect(try bench.count("feeds") == size)
        #expect(try bench.count("changes") == size)
        #expect(try bench.count("audit") == 1)
        let facts = try bench.texts("SELECT payload FROM audit_payloads")
        #expect(facts == [#"{"entries":"\#(size)","mentions":"0","polls":"\#(size)"}"#])
    }

    @Test(arguments: Engine.available)
    func `a write that failed only in the run that was taken back has not failed`(engine: Engine)
        throws
    {
        let bench = try Bench(engine)
        let failsOnce = Mutex(true)
        let shaky = Probe(.engine("shaky")) { tx in
            try tx.feeds.add(Sample.feed(tx, "https://b.example/"), site: "b.example")
            let fails = failsOnce.withLock { fails in
                defer { fails = false }
                return fails
            }
            if fails { throw Refusal() }
        }
        let steady = Probe(.engine("steady")) { tx in
            try tx.feeds.add(Sample.feed(tx, "https://a.example/"), site: "a.example")
        }
        bench.batch([shaky, steady]).commit(on: RepeatingDatabase(bench.database))
        #expect(shaky.settled == [nil] && steady.settled == [nil])
        #expect(try bench.count("feeds") == 2)
    }

    @Test(arguments: Engine.available)
    func `when all of a batch fail nothing is written and each is told its own error`(
        engine: Engine
    ) throws {
        let bench = try Bench(engine)
        let writes = (0..<3).map { number in
            Probe(.engine("part")) { tx in
                try tx.audit.add("test.act")
                throw StoreError.refused("\(number)")
            }
        }
        bench.batch(writes).commit(on: bench.database)
        #expect(writes.flatMap(\.settled) == (0..<3).map { .refused("\($0)") })
        #expect(try bench.count("audit") == 0)
    }

    @Test(arguments: Engine.available)
    func `changes are numbered without a gap in the order of the writes`(engine: Engine) throws {
        let bench = try Bench(engine)
        for round in 0..<4 {
            let writes = (0..<5).map { number in
                Probe(.engine("part")) { tx in
                    let address = "https://a.example/\(round)/\(number)"
                    try tx.feeds.add(Sample.feed(tx, address), site: "a.example")
                    if number == 2 { throw Refusal() }
                }
            }
            bench.batch(writes).commit(on: bench.database)
        }
        let found = try bench.texts(
            """
            SELECT f.address FROM changes AS c JOIN feeds AS f ON f.id = c.record_id
            WHERE c.kind = 'feed' ORDER BY c.n
            """
        )
        let expected = (0..<4).flatMap { round in
            [0, 1, 3, 4].map { "https://a.example/\(round)/\($0)" }
        }
        #expect(found == expected)
        #expect(try bench.count("changes") == 16)
        #expect(try bench.texts("SELECT CAST(MAX(n) AS {text}) FROM changes") == ["16"])
    }

    @Test(.enabled(if: Engine.server != nil))
    func `batches that tell stories in opposite order lose none and double none`() throws {
        let bench = try Bench(.postgreSQL)
        bench.batch([Probe(.engine("first")) { tx in _ = try Sample.mention(in: tx) }])
            .commit(on: bench.database)
        let group = DispatchGroup()
        let told = Mutex<[String: Mention.ID]>([:])
        let batches = [["a", "b"], ["b", "a"]].map { names in
            group.enter()
            let isFirst = Mutex(true)
            return names.enumerated().map { place, name in
                Probe(.engine("intake")) { tx in
                    let new = try Sample.newMention(in: tx)
                    let story = ToldStory(story: name, brand: new.mention.brand)
                    let teller = try tx.stories.tell([story: new.id])[story]
                    try tx.mentions.add(new)
                    told.withLock { $0["\(names)\(name)"] = teller }
                    let mayWait = isFirst.withLock { isFirst in
                        defer { isFirst = false }
                        return isFirst
                    }
                    guard place == 0, mayWait else { return }
                    group.leave()
                    // Both hold their first story before either asks for its second.
                    _ = group.wait(timeout: .now() + 10)
                }
            }
        }
        DispatchQueue.concurrentPerform(iterations: batches.count) { number in
            bench.batch(batches[number]).commit(on: bench.database)
        }
        #expect(batches.flatMap(\.self).allSatisfy { $0.settled == [nil] })
        #expect(batches.flatMap(\.self).map(\.attempts).reduce(0, +) > 4)
        #expect(try bench.count("stories") == 2)
        #expect(try bench.count("mentions") == 5)
        let heard = told.withLock { $0 }
        for name in ["a", "b"] {
            let tellers = heard.filter { $0.key.hasSuffix(name) }.map(\.value)
            #expect(tellers.count == 2 && Set(tellers).count == 1)
        }
    }
}

/// The engine below the store, with its schema, for batches that the test makes itself.
private final class Bench: Sendable {
    let database: any Database
    private let place: StorePlace
    private let context: StoreContext

    init(_ engine: Engine) throws {
        place = try StorePlace(engine)
        database = try place.openDatabase()
        try Migration.migrate(database)
        context = StoreContext(
            dialect: database.dialect,
            ids: IDGenerator(node: 0, floor: 0) { ContractStore.start },
            clock: { ContractStore.start },
            time: .clock
        )
    }

    func batch(_ writes: [Probe]) -> WriteBatch {
        WriteBatch(writes: writes, context: context)
    }

    func count(_ table: String) throws -> Int {
        try texts("SELECT CAST(COUNT(*) AS {text}) FROM \(table)").compactMap(Int.init).first ?? -1
    }

    func texts(_ sql: String) throws -> [String] {
        try database.read { connection in
            try connection.rows(1, database.dialect.rendered(sql)).compactMap { row in
                guard case .text(let text) = row[0] else { return nil }
                return text
            }
        }
    }
}

/// A write that remembers how often it was tried and how it was settled.
private final class Probe: PendingWrite {
    let actor: Actor
    private let body: @Sendable (WriteTransaction) throws -> Void
    private let log = Mutex<(attempts: Int, settled: [StoreError?])>((0, []))

    init(_ actor: Actor, _ body: @escaping @Sendable (WriteTransaction) throws -> Void) {
        self.actor = actor
        self.body = body
    }

    var attempts: Int { log.withLock { $0.attempts } }
    var settled: [StoreError?] { log.withLock { $0.settled } }

    func attempt(in session: Session) throws {
        log.withLock { $0.attempts += 1 }
        try body(WriteTransaction(session: session))
    }

    func settle(_ error: (any Error)?) {
        log.withLock { $0.settled.append(error as? StoreError) }
    }
}

/// The engine as it is when every transaction collides once: its first run is taken back.
private final class RepeatingDatabase: Database {
    private struct Collision: Error {}

    private let database: any Database

    init(_ database: any Database) {
        self.database = database
    }

    var dialect: Dialect { database.dialect }

    func read<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value {
        try database.read(body)
    }

    func write<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value {
        do {
            return try database.write { connection in
                _ = try body(connection)
                throw Collision()
            }
        } catch is Collision {
            return try database.write(body)
        }
    }

    func wipe() throws {
        try database.wipe()
    }

    func alone<Value>(waiting tell: (String) -> Void, _ body: () throws -> Value) throws -> Value {
        try database.alone(waiting: tell, body)
    }

    func close() throws {
        try database.close()
    }
}
