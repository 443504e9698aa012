import EarshotModel
import Foundation
import Testing

@testable import RecordStorage

@Suite struct QueueRecordsTests {
    @Test(arguments: Engine.available)
    func `cases stand by the time they are due, those without one last`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let start = ContractStore.start
        try await contract.write { tx in
            let hours: [Int?] = [5, nil, 1, 3, nil]
            for (number, hours) in zip(0..., hours) {
                let due = hours.map { start + .hours($0) }
                try Self.waiting("Author\(number)", due: due, in: tx)
            }
        }
        let rows = try await contract.read { try $0.queue.cases(limit: 10) }
        #expect(rows.map(\.dueAt) == [1, 3, 5, nil, nil].map { $0.map { start + .hours($0) } })
        #expect(rows.map(\.author) == ["Author2", "Author3", "Author0", "Author1", "Author4"])
        let first = try await contract.read { try $0.queue.cases(limit: 2).map(\.author) }
        #expect(first == ["Author2", "Author3"])
    }

    @Test(arguments: Engine.available)
    func `a case that was answered and waits keeps no place before those that are due`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let start = ContractStore.start
        try await contract.write { tx in
            let answered = try Self.waiting("Mira", due: start + .hours(1), in: tx)
            try Self.waiting("Noor", due: start + .hours(2), in: tx)
            var change = CaseChange(of: answered)
            change.owner = try Sample.member(tx, "Anna").id
            change.state = .waitingCustomer
            change.respondedAt = tx.now
            _ = try tx.cases.change(answered.id, to: change, expecting: 1)
        }
        let rows = try await contract.read { try $0.queue.cases(limit: 10) }
        #expect(rows.map(\.author) == ["Noor", "Mira"])
        #expect(rows[1].dueAt == nil && rows[1].owner == "Anna")
        #expect(rows[1].state == .waitingCustomer)
        let one = try await contract.read { try $0.queue.cases(limit: 1).map(\.author) }
        #expect(one == ["Noor"])
    }

    @Test(arguments: Engine.available)
    func `what is over leaves the queue`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let record = try await contract.write { tx in
            try Self.waiting("Mira", due: nil, in: tx)
        }
        #expect(try await contract.read { try $0.queue.cases(limit: 9) }.count == 1)
        for state in CaseState.allCases where !state.isLive {
            try await contract.run("UPDATE cases SET state = ?1", .text(state.rawValue))
            #expect(try await contract.read { try $0.queue.cases(limit: 9) }.isEmpty)
        }
        let row = try await contract.read { try $0.mentions.files(of: record.id) }
        #expect(row.count == 1)
    }

    @Test(arguments: Engine.available)
    func `a line shows the newest mention in scope, and counts them all`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let record = try await contract.write { tx in
            let record = try Self.waiting("Mira", due: nil, in: tx)
            for (number, brand) in [(2, "Brontavia"), (9, "Kellowick"), (4, "Brontavia")] {
                let mention = try Sample.mention(
                    in: tx,
                    Sample.Wording(
                        title: "\(number)",
                        brand: brand,
                        publishedAt: tx.now + .minutes(number)
                    )
                )
                _ = try tx.mentions.move(mention, to: .inCase, matter: record.id, expecting: 1)
            }
            return record
        }
        let row = try #require(try await contract.read { try $0.queue.cases(limit: 9).first })
        #expect(row.subject == .matter(record.id, number: record.number))
        #expect(row.title == "9" && row.brand == "Kellowick" && row.mentionCount == 4)
        let brand = try await contract.read { tx in
            try tx.rulesets.brands().first { $0.name == "Brontavia" }?.id
        }
        let scope = Scope(brands: [try #require(brand)], includesPersonalData: false)
        let narrow = try await contract.store.read(in: scope) { try $0.queue.cases(limit: 9) }
        #expect(narrow.map(\.title) == ["4"])
        #expect(narrow.map(\.author) == [nil])
        let blind = Scope(brands: [], includesPersonalData: true)
        #expect(try await contract.store.read(in: blind) { try $0.queue.cases(limit: 9) }.isEmpty)
    }

    @Test(arguments: Engine.available)
    func `mentions without a case wait by rank and then oldest first, others are not shown`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let ids = try await contract.write { tx in
            try (0..<6).map { number in
                let wording = Sample.Wording(publishedAt: tx.now - .hours(number % 3))
                let id = try Sample.mention(in: tx, wording)
                let rank = QueueRank(influence: number == 2 ? 10 : 0)
                let standing = QueueStanding(lane: number == 1 ? .praise : .review, rank: rank)
                if number < 4 {
                    _ = try tx.mentions.move(id, to: .queued, standing: standing, expecting: 1)
                }
                return id
            }
        }
        let rows = try await contract.read { try $0.queue.mentions(limit: 9) }
        #expect(rows.map(\.mention) == [ids[2], ids[0], ids[1], ids[3]])
        #expect(rows.map(\.subject) == rows.map { .mention($0.mention) })
        #expect(rows.map(\.lane) == [.review, .review, .praise, .review])
        #expect(rows.map(\.rank.influence) == [10, 0, 0, 0])
        #expect(rows.allSatisfy { $0.mentionCount == 1 && $0.version == 2 && $0.state == nil })
        #expect(try await contract.read { try $0.queue.mentions(limit: 1) }.count == 1)
        let praise = try await contract.read { try $0.queue.mentions(in: .praise, limit: 9) }
        #expect(praise.map(\.mention) == [ids[1]])
        let rest = try await contract.read { tx in
            try tx.queue.mentions(after: rows[1].position, limit: 9)
        }
        #expect(rest.map(\.mention) == [ids[1], ids[3]])
        // Behind a line with a clock, all of them follow.
        let clock = QueuePosition(dueAt: ContractStore.start, rank: QueueRank(), id: 1)
        let all = try await contract.read { try $0.queue.mentions(after: clock, limit: 9) }
        #expect(all == rows)
        #expect(try await contract.read { try $0.queue.counts() } == [.review: 3, .praise: 1])
    }

    @Test(arguments: Engine.available)
    func `a place is changed only while the mention waits`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let standing = QueueStanding(lane: .praise, rank: QueueRank(urgency: .strongWords))
        let id = try await contract.write { tx in
            let id = try Sample.mention(in: tx, Sample.Wording())
            try tx.mentions.place(id, at: standing)
            _ = try tx.mentions.move(id, to: .queued, expecting: 1)
            return id
        }
        let before = try await contract.read { try $0.queue.mentions(limit: 1).first }
        #expect(before?.lane == .review && before?.rank == QueueRank())
        try await contract.write { try $0.mentions.place(id, at: standing) }
        let after = try await contract.read { try $0.queue.mentions(limit: 1).first }
        #expect(after?.lane == .praise && after?.rank == standing.rank)
        #expect(after?.version == before?.version)
    }

    @Test(arguments: Engine.available)
    func `pages of cases go on in the order of their positions, and lanes are by nature`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let start = ContractStore.start
        try await contract.write { tx in
            for number in 0..<12 {
                let due = number % 3 == 0 ? nil : start + .minutes(number % 2)
                let record = try Self.waiting("Author\(number)", due: due, in: tx)
                var change = CaseChange(of: record)
                change.rank = QueueRank(
                    urgency: UrgencySigns(rawValue: number % 4),
                    influence: number % 5
                )
                change.nature = number % 4 == 0 ? .question : .complaint
                _ = try tx.cases.change(record.id, to: change, expecting: 1)
            }
        }
        let all = try await contract.read { try $0.queue.cases(limit: 99) }
        #expect(all.count == 12)
        #expect(all.map(\.position) == all.map(\.position).sorted())
        for lane in [nil, Lane.complaints, .questions, .praise] {
            var seen: [QueueRow] = []
            while true {
                let page = try await contract.read { [last = seen.last?.position] tx in
                    try tx.queue.cases(in: lane, after: last, limit: 5)
                }
                guard !page.isEmpty else { break }
                seen += page
            }
            #expect(seen == all.filter { lane == nil || $0.lane == lane })
        }
        let counts = try await contract.read { try $0.queue.counts() }
        #expect(counts == [.complaints: 9, .questions: 3])
        let blind = Scope(brands: [], includesPersonalData: true)
        #expect(try await contract.store.read(in: blind) { try $0.queue.counts() } == [:])
    }

    @Test func `SQLite reads the queue in the order of its indexes, and sorts nothing`()
        async throws
    {
        let contract = try ContractStore(.sqlite)
        func plan(_ statement: QueueStatement, _ arguments: [SQLValue]) async throws -> String {
            try await contract.read { tx in
                var lines: [String] = []
                let sql = "EXPLAIN QUERY PLAN " + RenderedSQL.text(of: statement, .sqlite)
                try tx.session.connection.forEachRow(sql, arguments) { row in
                    if case .text(let line) = row.value(at: 3) { lines.append(line) }
                }
                return lines.joined(separator: "\n")
            }
        }
        let (scope, none) = ([SQLValue.bool(true), .text("[]")], SQLValue.int(0))
        let start = [none, none, none]
        let cases = try await plan(.cases, scope + start + [.text("[]"), .int(9)])
        #expect(cases.contains("cases_queue") && !cases.contains("ORDER BY"), "\(cases)")
        let mentions = try await plan(.mentions, scope + [none, none, .text("[]"), .int(9)])
        #expect(mentions.contains("mentions_queue") && !mentions.contains("ORDER BY"))
        #expect(try await plan(.countCases, scope + [none]).contains("INDEX cases_queue"))
        let count = try await plan(.countMentions, scope)
        #expect(count.contains("COVERING INDEX mentions_queue"), "\(count)")
    }

    // MARK: - The excerpt

    @Test(
        arguments: Engine.available,
        [
            ("words", String(repeating: "word ", count: 100) + "Brontavia is slow."),
            ("no spaces before", String(repeating: "あ", count: 300) + "Brontavia遅い"),
            (
                "no spaces behind",
                String(repeating: "w ", count: 200) + "Brontavia"
                    + String(repeating: "い", count: 400)
            ),
            ("long words", String(repeating: "தமிழ்", count: 60) + " Brontavia மோசமாக"),
            ("families", String(repeating: "👩‍👩‍👧‍👦", count: 50) + "Brontavia 🦉"),
            ("at the start", "Brontavia is slow."),
            ("a line", String(repeating: "x", count: 90) + " Brontavia"),
        ]
    )
    func `an excerpt shows the brand, whatever the script around it`(
        engine: Engine,
        sample: (name: String, text: String)
    ) async throws {
        let contract = try ContractStore(engine)
        let start = try #require(sample.text.utf8Offset(of: "Brontavia"))
        try await contract.write { tx in
            let wording = Sample.Wording(
                text: sample.text,
                spans: [TextSpan(field: .text, start: start, end: start + 9)]
            )
            let id = try Sample.mention(in: tx, wording)
            _ = try tx.mentions.move(id, to: .queued, expecting: 1)
        }
        let row = try #require(try await contract.read { try $0.queue.mentions(limit: 1).first })
        #expect(row.excerpt.contains("Brontavia"), "\(sample.name): \(row.excerpt)")
        #expect(row.excerpt.count <= 241)
    }

    @Test(
        arguments: Engine.available,
        [
            "Brontavia " + String(repeating: "\u{301}", count: 5_000),
            "Brontavia" + String(repeating: "\u{301}", count: 5_000) + " is slow.",
            "Brontavia " + String(repeating: "👩‍👩‍👧‍👦", count: 500),
        ]
    )
    func `an excerpt stays short, however much stands on one character`(
        engine: Engine,
        text: String
    ) async throws {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            let spans = [TextSpan(field: .text, start: 0, end: 9)]
            let id = try Sample.mention(in: tx, Sample.Wording(text: text, spans: spans))
            _ = try tx.mentions.move(id, to: .queued, expecting: 1)
        }
        let row = try #require(try await contract.read { try $0.queue.mentions(limit: 1).first })
        #expect(row.excerpt.hasPrefix("Brontavi"))
        #expect(text.hasPrefix(row.excerpt) || row.excerpt.unicodeScalars.count == 240)
        #expect((8...240).contains(row.excerpt.unicodeScalars.count))
    }

    @Test(arguments: Engine.available, [(500, 509), (3, 5)])
    func `a span that does not fit the text traps nothing`(engine: Engine, span: (Int, Int))
        async throws
    {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            let wording = Sample.Wording(
                text: "சேவை மோசம்",
                spans: [TextSpan(field: .text, start: span.0, end: span.1)]
            )
            let id = try Sample.mention(in: tx, wording)
            _ = try tx.mentions.move(id, to: .queued, expecting: 1)
        }
        let row = try #require(try await contract.read { try $0.queue.mentions(limit: 1).first })
        #expect(row.excerpt == "சேவை மோசம்")
    }

    // MARK: -

    /// Opens a case of a new author with one mention.
    @discardableResult
    private static func waiting(_ author: String, due: Instant?, in tx: WriteTransaction) throws
        -> CaseRecord
    {
        let record = try Sample.matter(in: tx, of: author, due: due)
        let wording = Sample.Wording(author: EntryAuthor(name: author))
        let mention = try Sample.mention(in: tx, wording)
        _ = try tx.mentions.move(mention, to: .inCase, matter: record.id, expecting: 1)
        return record
    }
}

extension String {
    fileprivate func utf8Offset(of word: String) -> Int? {
        range(of: word).map { utf8.distance(from: utf8.startIndex, to: $0.lowerBound) }
    }
}
