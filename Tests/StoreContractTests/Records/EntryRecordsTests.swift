import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct EntryRecordsTests {
    @Test(arguments: Engine.available)
    func `entries are known by their identity within one feed`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let identities = ["guid:1", "it's \"quoted\"", "https://a.example/?a=1,2", "சேவை 🦉", ""]
        let (feed, other) = try await contract.write { tx in
            let feed = try Sample.feed(in: tx)
            let other = Sample.feed(tx, "https://b.example/")
            try tx.feeds.add(other, site: "b.example")
            let entries = identities.map { Sample.entry(in: tx, identity: $0) }
            try tx.entries.add(entries, to: feed)
            try tx.entries.add([Sample.entry(in: tx, identity: "guid:1")], to: other.id)
            return (feed, other.id)
        }
        let known = try await contract.read { tx in
            try tx.entries.known(in: feed, identities: identities + ["guid:404"])
        }
        #expect(Set(known.keys) == Set(identities))
        #expect(known["guid:1"]?.contentHash == "h1")
        #expect(known["guid:1"]?.revision == 1)
        #expect(known["guid:1"]?.firstSeenAt == ContractStore.start)
        let elsewhere = try await contract.read { tx in
            try tx.entries.known(in: other, identities: identities)
        }
        #expect(elsewhere.count == 1)
        #expect(elsewhere["guid:1"]?.id != known["guid:1"]?.id)
        #expect(try await contract.read { try $0.entries.count() } == 6)
        #expect(try await contract.read { try $0.entries.known(in: feed, identities: []) }.isEmpty)
    }

    @Test(arguments: Engine.available)
    func `entries are found by their content or by their link, however long it is`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let noise = (0..<400).map { String($0 &* 7_919 % 10_007, radix: 36) }.joined(separator: "-")
        let links = ["https://a.example/\(noise)/1", "https://a.example/\(noise)/2"]
        let feed = try await contract.write { tx in
            let feed = try Sample.feed(in: tx)
            let other = Sample.feed(tx, "https://b.example/")
            try tx.feeds.add(other, site: "b.example")
            let entries = links.enumerated().map { number, link in
                Sample.entry(in: tx, identity: "\(number)", link: link, hash: "h\(number)")
            }
            try tx.entries.add(entries, to: feed)
            let copy = Sample.entry(in: tx, identity: "0", link: links[0], hash: "h0")
            try tx.entries.add([copy], to: other.id)
            return feed
        }
        func found(_ hashes: [String], _ links: [String]) async throws -> [String] {
            try await contract.read { tx in
                try tx.entries.alike(in: feed, hashes: hashes, links: links).map(\.identity)
            }
        }
        #expect(try await found(["h0"], []) == ["0"])
        #expect(try await found([], [links[1]]) == ["1"])
        #expect(try await found(["h0"], [links[0], links[1]]) == ["0", "1"])
        #expect(try await found(["h9"], ["https://a.example/\(noise)"]).isEmpty)
    }

    @Test func `SQLite finds entries of the same content or link by their indexes`() async throws {
        let contract = try ContractStore(.sqlite)
        let sql = "EXPLAIN QUERY PLAN " + RenderedSQL.text(of: EntryStatement.alike, .sqlite)
        let plan = try await contract.read { tx in
            let none = SQLValue.text("[]")
            return try tx.session.connection.rows(4, sql, [.int(1), none, none, none])
        }
        let lines = plan.map { "\($0[3])" }.joined(separator: "\n")
        #expect(lines.contains("entries_content") && lines.contains("entries_link"), "\(lines)")
        #expect(!lines.contains("SCAN entries"), "\(lines)")
    }

    @Test(arguments: Engine.available)
    func `an identity is stored once in a feed`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        await #expect(throws: StoreError.self) {
            try await contract.write { tx in
                let feed = try Sample.feed(in: tx)
                let twice = [1, 2].map { _ in Sample.entry(in: tx, identity: "guid:1") }
                try tx.entries.add(twice, to: feed)
            }
        }
        #expect(try await contract.read { try $0.entries.count() } == 0)
    }

    @Test(arguments: Engine.available)
    func `mentions are found by the link of their entry, but for one feed`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let link = "https://a.example/t?a=1,2&b='\"சேவை"
        let (mention, feed) = try await contract.write { tx in
            let mention = try Sample.mention(in: tx)
            let file = try #require(try tx.mentions.file(mention))
            let revised = StoredEntry(
                id: file.entry,
                revision: tx.newID(),
                revisionNumber: 2,
                entry: Entry(identity: "guid:1", link: link, text: file.text),
                contentHash: "h2",
                author: nil,
                keepsText: true
            )
            try tx.entries.revise([revised])
            return (mention, file.feed)
        }
        let links = ["https://b.example/", link]
        let elsewhere = Feed.ID(rawValue: 1)
        let found = try await contract.read {
            try $0.entries.mentions(at: links, outside: elsewhere)
        }
        #expect(found.map(\.mention) == [mention])
        #expect(found.map(\.link) == [link])
        let own = try await contract.read { try $0.entries.mentions(at: links, outside: feed) }
        #expect(own.isEmpty)
        let none = try await contract.read { try $0.entries.mentions(at: [], outside: elsewhere) }
        #expect(none.isEmpty)
    }

    @Test(arguments: Engine.available)
    func `a revision is written beside those before it`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let mention = try await contract.write { try Sample.mention(in: $0) }
        let file = try #require(try await contract.read { try $0.mentions.file(mention) })
        contract.advance(by: .hours(1))
        try await contract.write { tx in
            for number in 2...3 {
                let revised = StoredEntry(
                    id: file.entry,
                    revision: tx.newID(),
                    revisionNumber: number,
                    entry: Entry(identity: "guid:1", link: "https://a.example/2", text: "new"),
                    contentHash: "h\(number)",
                    author: nil,
                    keepsText: true
                )
                try tx.entries.revise([revised])
            }
        }
        let texts = try await contract.rows(
            2,
            "SELECT number, text FROM entry_revisions ORDER BY number"
        )
        #expect(
            texts == [
                [.int(1), .text("Brontavia is slow.")], [.int(2), .text("new")],
                [.int(3), .text("new")],
            ]
        )
        let after = try #require(try await contract.read { try $0.mentions.file(mention) })
        #expect(after.text == "Brontavia is slow.", "the judged revision is shown")
        #expect(after.link == "https://a.example/2")
        let row = try await contract.rows(2, "SELECT content_hash, revision FROM entries")
        #expect(row == [[.text("h3"), .int(3)]])
    }

    @Test(arguments: Engine.available)
    func `what a feed still lists is touched, and nothing else`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let (feed, ids) = try await contract.write { tx in
            let feed = try Sample.feed(in: tx)
            let entries = (0..<10).map { Sample.entry(in: tx, identity: "guid:\($0)") }
            try tx.entries.add(entries, to: feed)
            return (feed, entries.map(\.id))
        }
        contract.advance(by: .days(2))
        try await contract.write { tx in
            try tx.entries.touch(Array(ids.prefix(4)))
            try tx.entries.touch([])
        }
        let known = try await contract.read { tx in
            try tx.entries.known(in: feed, identities: (0..<10).map { "guid:\($0)" })
        }
        let touched = known.filter { $0.value.lastListedAt == ContractStore.start + .days(2) }
        #expect(Set(touched.keys) == Set((0..<4).map { "guid:\($0)" }))
        #expect(known.values.allSatisfy { $0.firstSeenAt == ContractStore.start })
    }

    @Test(arguments: Engine.available)
    func `a text that is not to be kept is not stored, its identity is`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            let feed = try Sample.feed(in: tx)
            let entry = Sample.entry(in: tx, identity: "guid:1", keepsText: false)
            try tx.entries.add([entry], to: feed)
        }
        let rows = try await contract.rows(2, "SELECT title, text FROM entry_revisions")
        #expect(rows == [[.null, .null]])
        #expect(try await contract.read { try $0.entries.count() } == 1)
    }

    @Test(arguments: Engine.available)
    func `old texts without a mention go in batches, and the others stay`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let mention = try await contract.write { tx in
            let feed = try Sample.feed(in: tx)
            let entries = (0..<25).map { Sample.entry(in: tx, identity: "old:\($0)") }
            try tx.entries.add(entries, to: feed)
            return try Sample.mention(in: tx)
        }
        contract.advance(by: .days(31))
        try await contract.write { tx in
            let feed = try Sample.feed(in: tx)
            try tx.entries.add([Sample.entry(in: tx, identity: "fresh")], to: feed)
        }
        let limit = contract.now - .days(30)
        var dropped: [Int] = []
        for _ in 0..<4 {
            dropped.append(
                try await contract.write { tx in
                    try tx.entries.dropUnmatchedTexts(before: limit, atMost: 10)
                }
            )
        }
        #expect(dropped == [10, 10, 5, 0])
        let texts = "SELECT COUNT(*) FROM entry_revisions WHERE text IS NOT NULL"
        #expect(try await contract.number(texts) == 2)
        #expect(try await contract.read { try $0.mentions.file(mention)?.text.isEmpty } == false)
        #expect(try await contract.read { try $0.entries.count() } == 27)
    }

    @Test(arguments: Engine.available)
    func `a zero character does not enter, and the text around it does`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let mention = try await contract.write { tx in
            let wording = Sample.Wording(
                title: "A\u{0}B",
                text: "Brontavia\u{0} is\u{0}\u{0} slow.",
                identity: "guid:\u{0}1"
            )
            return try Sample.mention(in: tx, wording)
        }
        let file = try #require(try await contract.read { try $0.mentions.file(mention) })
        #expect(file.title == "AB")
        #expect(file.text == "Brontavia is slow.")
    }
}
