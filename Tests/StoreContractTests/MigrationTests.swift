import EarshotModel
import Foundation
import Synchronization
import Testing

@testable import RecordStorage

/// Steps of the schema, tried with invented ones behind the real first.
@Suite struct MigrationTests {
    private static let boxes = Migration(
        version: 2,
        statements: [
            "CREATE TABLE boxes (id {int} PRIMARY KEY NOT NULL){strict}",
            "INSERT INTO boxes (id) SELECT COUNT(*) + 1 FROM boxes",
        ]
    )
    private static let lids = Migration(
        version: 3,
        statements: ["CREATE TABLE lids (id {int} PRIMARY KEY NOT NULL){strict}"]
    )
    private static let broken = Migration(
        version: 3,
        statements: lids.statements + ["INSERT INTO nowhere (id) VALUES (1)"]
    )

    @Test(arguments: Engine.available)
    func `every step is committed with its version`(engine: Engine) throws {
        let place = try StorePlace(engine)
        let database = try place.openDatabase()
        for count in 1...3 {
            let steps = Migration.all + [Self.boxes, Self.lids]
            try Migration.migrate(database, steps: Array(steps.prefix(count)))
            #expect(try version(database) == count)
        }
        #expect(try count("boxes", in: database) == 1)
    }

    @Test(arguments: Engine.available)
    func `a step that fails is named with its cause and leaves the version before it`(
        engine: Engine
    ) throws {
        let place = try StorePlace(engine)
        let database = try place.openDatabase()
        #expect {
            try Migration.migrate(database, steps: Migration.all + [Self.boxes, Self.broken])
        } throws: { error in
            guard case .migrationFailed(version: 3, let reason) = error as? StoreError else {
                return false
            }
            return reason.contains("nowhere") && "\(error)".contains("stays at version 2")
        }
        #expect(try version(database) == 2)
        #expect(throws: StoreError.self) { try count("lids", in: database) }
    }

    @Test(arguments: Engine.available)
    func `what was cut off between steps goes on at the next start`(engine: Engine) throws {
        let place = try StorePlace(engine)
        let database = try place.openDatabase()
        _ = try? Migration.migrate(database, steps: Migration.all + [Self.boxes, Self.broken])
        try Migration.migrate(database, steps: Migration.all + [Self.boxes, Self.lids])
        #expect(try version(database) == 3)
        #expect(try count("boxes", in: database) == 1)
        #expect(try count("lids", in: database) == 0)
    }

    @Test(arguments: Engine.available)
    func `two that start at once migrate once`(engine: Engine) throws {
        let place = try StorePlace(engine)
        let first = try place.openDatabase()
        // Only a server has two processes on one store.
        let databases = engine.isShared ? [first, try place.openDatabase()] : [first]
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { number in
            do {
                let steps = Migration.all + [Self.boxes, Self.lids]
                try Migration.migrate(databases[number % databases.count], steps: steps)
            } catch {
                failures.withLock { $0.append("\(error)") }
            }
        }
        #expect(failures.withLock(\.self) == [])
        #expect(try version(first) == 3)
        #expect(try count("boxes", in: first) == 1)
    }

    @Test(arguments: Engine.available)
    func `a newer schema is refused and left as it was`(engine: Engine) throws {
        let place = try StorePlace(engine)
        let database = try place.openDatabase()
        try Migration.migrate(database, steps: Migration.all + [Self.boxes])
        let refusal = StoreError.tooNew(found: 2, known: 1, restore: nil)
        #expect(throws: refusal) { try Migration.migrate(database, steps: Migration.all) }
        #expect(try version(database) == 2)
        #expect("\(refusal)".contains("earshot store restore FILE"))
    }

    // MARK: -

    private func version(_ database: any Database) throws -> Int {
        try database.read { try Migration.version(on: $0, database.dialect) }
    }

    private func count(_ table: String, in database: any Database) throws -> Int64? {
        try database.read { connection in
            let rows = try connection.rows(1, "SELECT COUNT(*) FROM \(table)")
            guard case .int(let count)? = rows.first?.first else { return nil }
            return count
        }
    }
}
