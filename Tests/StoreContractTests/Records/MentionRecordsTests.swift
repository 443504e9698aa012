import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct MentionRecordsTests {
    @Test(arguments: Engine.available)
    func `a mention comes back as it was written`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let author = EntryAuthor(name: "Mira", url: "https://m.example", email: "m@example.com")
        let wording = Sample.Wording(title: "Väntan", author: author, isHistory: true)
        let id = try await contract.write { tx in try Sample.mention(in: tx, wording) }
        let file = try #require(try await contract.read { try $0.mentions.file(id) })
        #expect(file.id == id && file.brandName == "Brontavia" && file.isOwnBrand)
        #expect(file.title == "Väntan" && file.text == "Brontavia is slow.")
        #expect(file.spans == [TextSpan(field: .text, start: 0, end: 9)])
        #expect(file.reason == "named")
        #expect(file.author == author && file.authorID != nil)
        #expect(file.judgement == Sample.judgement(.negative))
        #expect(file.triage == .new && file.version == 1 && file.isHistory)
        #expect(file.publishedAt == ContractStore.start)
        #expect(file.firstSeenAt == ContractStore.start)
        #expect(file.customerLink == .nobody && file.customerName == nil)
        #expect(file.matter == nil && file.caseNumber == nil && file.dismissal == nil)
        #expect(file.feedKind == .forum && file.feedTitle == "https://forum.example/feed")
    }

    @Test(arguments: Engine.available, [LinkDecision.linked, .suggested, .none])
    func `a link comes back with its reasons, also where it was not followed`(
        engine: Engine,
        decision: LinkDecision
    ) async throws {
        let contract = try ContractStore(engine)
        let (id, link) = try await contract.write { tx in
            let customer = try Sample.customer(tx, "C-1", "Mira Holm")
            let factor = LinkFactor(factor: "email", mention: "m@…", customer: "m@…", bits: 18.25)
            let link = CustomerLink(
                customer: customer.id,
                probability: 0.123456,
                decision: decision,
                why: [factor]
            )
            return (try Sample.mention(in: tx, Sample.Wording(link: link)), link)
        }
        let file = try #require(try await contract.read { try $0.mentions.file(id) })
        #expect(file.customerLink == link)
        #expect(file.customerName == "Mira Holm")
        let linked = try await contract.number(
            "SELECT COUNT(*) FROM mentions WHERE customer_id IS NOT NULL"
        )
        #expect(linked == (decision == .linked ? 1 : 0))
    }

    @Test(arguments: Engine.available, [-1.0, 0, 0.5, 1, 2])
    func `a probability is kept within its bounds`(engine: Engine, probability: Double)
        async throws
    {
        let contract = try ContractStore(engine)
        let id = try await contract.write { tx in
            let customer = try Sample.customer(tx, "C-1", "Mira Holm")
            let link = CustomerLink(
                customer: customer.id,
                probability: probability,
                decision: .suggested,
                why: []
            )
            return try Sample.mention(in: tx, Sample.Wording(link: link))
        }
        let file = try #require(try await contract.read { try $0.mentions.file(id) })
        #expect(file.customerLink.probability == min(max(probability, 0), 1))
    }

    @Test(arguments: Engine.available)
    func `one entry has at most one mention of a brand, and one of each`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let new = try await contract.write { tx in
            let new = try Sample.newMention(in: tx)
            try tx.mentions.add(new)
            return new
        }
        await #expect(throws: StoreError.self) {
            try await contract.write { tx in
                try tx.mentions.add(new.again(id: tx.newID(), brand: new.mention.brand))
            }
        }
        let second = try await contract.write { tx in
            let other = new.again(id: tx.newID(), brand: try Sample.brand("Kellowick", in: tx))
            try tx.mentions.add(other)
            return other
        }
        let byBrand = try await contract.read { try $0.mentions.brands(of: [new.entry]) }
        #expect(
            byBrand == [
                new.entry: [new.mention.brand: new.id, second.mention.brand: second.id]
            ]
        )
        #expect(try await contract.read { try $0.mentions.brands(of: []) }.isEmpty)
    }

    // MARK: - Moves and revisions

    @Test(arguments: Engine.available)
    func `a move needs the version that was seen, and one refused leaves no change`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let id = try await contract.write { tx in try Sample.mention(in: tx) }
        let moved = try await contract.write { tx in
            try tx.mentions.move(id, to: .queued, expecting: 1)
        }
        let before = try await contract.number("SELECT COUNT(*) FROM changes")
        let late = try await contract.write { tx in
            try tx.mentions.move(id, to: .noted, expecting: 1)
        }
        #expect(moved && !late)
        #expect(try await contract.number("SELECT COUNT(*) FROM changes") == before)
        let file = try #require(try await contract.read { try $0.mentions.file(id) })
        #expect(file.triage == .queued && file.version == 2)
    }

    @Test(arguments: Engine.available)
    func `of many who move at once exactly one wins`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let id = try await contract.write { tx in try Sample.mention(in: tx) }
        let wins = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<50 {
                let state: TriageState = number.isMultiple(of: 2) ? .queued : .noted
                group.addTask {
                    try await contract.write { tx in
                        try tx.mentions.move(id, to: state, expecting: 1)
                    }
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(wins == 1)
    }

    @Test(arguments: Engine.available)
    func `a judgement is never changed, a new one takes effect beside it`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let new = try await contract.write { tx in
            let new = try Sample.newMention(in: tx)
            try tx.mentions.add(new)
            return new
        }
        let better = Sample.judgement(.positive, .praise, language: "sv")
        try await contract.write { tx in
            try tx.mentions.revise(new.id, as: new.again(id: tx.newID(), judgement: better))
        }
        let file = try #require(try await contract.read { try $0.mentions.file(new.id) })
        #expect(file.judgement == better)
        #expect(file.version == 2 && file.triage == .new)
        let labels = try await contract.rows(2, "SELECT label, points FROM judgements ORDER BY id")
        #expect(labels == [[.text("negative"), .int(-1300)], [.text("positive"), .int(-1300)]])
    }

    @Test(arguments: Engine.available)
    func `a dismissal has its reason, and any other state has none`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let id = try await contract.write { tx in try Sample.mention(in: tx) }
        await #expect(throws: StoreError.self) {
            try await contract.write { tx in
                _ = try tx.mentions.move(id, to: .dismissed, expecting: 1)
            }
        }
        for (version, reason) in zip(1..., DismissalReason.allCases) {
            try await contract.write { tx in
                _ = try tx.mentions.move(
                    id,
                    to: .dismissed,
                    dismissal: reason,
                    expecting: version
                )
            }
            #expect(try await contract.read { try $0.mentions.file(id)?.dismissal } == reason)
        }
    }

    // MARK: - Lists

    @Test(arguments: Engine.available)
    func `a list shows what its filter asks for`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let ids = try await contract.write { tx in
            let labels: [SentimentLabel] = [.negative, .positive, .neutral, .negative]
            return try zip(0..., labels).map { number, label in
                try Sample.mention(
                    in: tx,
                    Sample.Wording(
                        brand: number == 3 ? "Kellowick" : "Brontavia",
                        judgement: Sample.judgement(label),
                        isHistory: number == 1
                    )
                )
            }
        }
        try await contract.write { tx in
            _ = try tx.mentions.move(ids[2], to: .noted, expecting: 1)
        }
        let brand = try await contract.read { try $0.mentions.file(ids[3])?.brand }
        let filters: [(MentionFilter, [Int])] = [
            (MentionFilter(), [3, 2, 1, 0]),
            (MentionFilter(brand: brand), [3]),
            (MentionFilter(triage: .noted), [2]),
            (MentionFilter(label: .negative), [3, 0]),
            (MentionFilter(isHistory: true), [1]),
            (MentionFilter(isHistory: false), [3, 2, 0]),
            (MentionFilter(brand: brand, triage: .new, label: .negative, isHistory: false), [3]),
            (MentionFilter(brand: brand, label: .positive), []),
        ]
        for (filter, expected) in filters {
            let page = try await contract.read { tx in
                try tx.mentions.page(filter, after: nil, limit: 10).map(\.id)
            }
            #expect(page == expected.map { ids[$0] }, "\(filter)")
        }
    }

    @Test(arguments: Engine.available)
    func `noise is kept with its reason, listed apart and counted by kind in scope`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let noise = Noise(kind: .coupon, reason: "says \"use code\"")
        let staff = Noise(kind: .ownStaff, reason: "the author writes from brontavia.example")
        let ids = try await contract.write { tx in
            try [(nil, "Brontavia"), (noise, "Brontavia"), (staff, "Kellowick")].map {
                try Sample.mention(in: tx, Sample.Wording(brand: $1, noise: $0))
            }
        }
        let kept = try await contract.read { tx in try ids.map { try tx.mentions.file($0)?.noise } }
        #expect(kept == [nil, noise, staff])
        for (isNoise, expected) in [(true, [ids[2], ids[1]]), (false, [ids[0]])] {
            let page = try await contract.read { tx in
                try tx.mentions.page(MentionFilter(isNoise: isNoise), after: nil, limit: 9)
                    .map(\.id)
            }
            #expect(page == expected)
        }
        #expect(
            try await contract.read { try $0.mentions.countsOfNoise() } == [
                .coupon: 1, .ownStaff: 1,
            ]
        )
        let own = try await contract.write { try Sample.brand("Brontavia", in: $0) }
        let scope = Scope(brands: [own], includesPersonalData: true)
        let seen = try await contract.store.read(in: scope) { try $0.mentions.countsOfNoise() }
        #expect(seen == [.coupon: 1])
    }

    @Test(arguments: Engine.available)
    func `a new revision takes the noise with it, or brings it`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let noise = Noise(kind: .ticker, reason: "says \"price target\"")
        let (loud, calm) = try await contract.write { tx in
            let loud = try Sample.newMention(in: tx, Sample.Wording(noise: noise))
            let calm = try Sample.newMention(in: tx)
            for new in [loud, calm] { try tx.mentions.add(new) }
            try tx.mentions.revise(loud.id, as: calm)
            try tx.mentions.revise(calm.id, as: loud)
            return (loud.id, calm.id)
        }
        let kept = try await contract.read { tx in
            try [loud, calm].map { try tx.mentions.file($0)?.noise }
        }
        #expect(kept == [nil, noise])
    }

    @Test(arguments: Engine.available)
    func `old mentions are counted, of the brands in scope, and no further than asked`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            _ = try Sample.mention(in: tx)
            for number in 0..<5 {
                let brand = number == 0 ? "Kellowick" : "Brontavia"
                _ = try Sample.mention(in: tx, Sample.Wording(brand: brand, isHistory: true))
            }
        }
        let own = try await contract.write { try Sample.brand("Brontavia", in: $0) }
        for (limit, expected) in [(0, 0), (3, 3), (5, 5), (100, 5)] {
            let count = try await contract.read { try $0.mentions.countHistory(upTo: limit) }
            #expect(count == expected)
        }
        let scoped = try await contract.store.read(
            in: Scope(brands: [own], includesPersonalData: false)
        ) { tx in
            try tx.mentions.countHistory(upTo: 100)
        }
        #expect(scoped == 4)
    }

    @Test(arguments: Engine.available, [1, 3, 7, 100])
    func `pages walk everything exactly once while rows are added and changed`(
        engine: Engine,
        size: Int
    ) async throws {
        let contract = try ContractStore(engine)
        let ids = try await contract.write { tx in
            try (0..<40).map { _ in try Sample.mention(in: tx) }
        }
        var seen: [Mention.ID] = []
        while true {
            let last = seen.last
            let page = try await contract.read { tx in
                try tx.mentions.page(MentionFilter(), after: last, limit: size).map(\.id)
            }
            if page.isEmpty { break }
            seen += page
            try await contract.write { tx in
                _ = try Sample.mention(in: tx)
                _ = try tx.mentions.move(page[0], to: .noted, expecting: 1)
            }
        }
        #expect(seen == ids.reversed())
    }

    @Test(arguments: Engine.available)
    func `counts by state and the outline know every mention`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        try await contract.write { tx in
            for number in 0..<5 {
                let id = try Sample.mention(in: tx, Sample.Wording(identity: "guid:\(number)"))
                if number < 2 { _ = try tx.mentions.move(id, to: .queued, expecting: 1) }
            }
        }
        let counts = try await contract.read { try $0.mentions.countsByTriage() }
        #expect(counts == [.queued: 2, .new: 3])
        let lines = try await contract.read { tx in
            var lines: [String] = []
            try tx.mentions.outline { link, brand, label, score in
                lines.append("\(link) \(brand) \(label.rawValue) \(score)")
            }
            return lines
        }
        #expect(
            lines == (0..<5).map { "https://forum.example/guid:\($0) Brontavia negative -400" }
        )
    }

    // MARK: - Scope

    @Test(arguments: Engine.available)
    func `a scope hides other brands everywhere`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let (own, rival) = try await contract.write { tx in
            (
                try Sample.mention(in: tx),
                try Sample.mention(in: tx, Sample.Wording(brand: "Kellowick"))
            )
        }
        let brand = try #require(try await contract.read { try $0.mentions.file(own)?.brand })
        let scope = Scope(brands: [brand], includesPersonalData: true)
        let seen = try await contract.store.read(in: scope) { tx in
            (
                try tx.mentions.file(own) != nil, try tx.mentions.file(rival) == nil,
                try tx.mentions.page(MentionFilter(), after: nil, limit: 9).map(\.id)
            )
        }
        #expect(seen.0 && seen.1 && seen.2 == [own])
        let blind = Scope(brands: [], includesPersonalData: true)
        let none = try await contract.store.read(in: blind) { tx in
            try tx.mentions.page(MentionFilter(), after: nil, limit: 9)
        }
        #expect(none.isEmpty)
    }

    @Test(arguments: Engine.available)
    func `a scope without personal data hides who wrote and who the customer is`(engine: Engine)
        async throws
    {
        let contract = try ContractStore(engine)
        let id = try await contract.write { tx in
            let customer = try Sample.customer(tx, "C-1", "Mira Holm")
            let factor = LinkFactor(
                factor: "email",
                mention: "mira@example.com",
                customer: "mira@example.com",
                bits: 18
            )
            let link = CustomerLink(
                customer: customer.id,
                probability: 0.99,
                decision: .linked,
                why: [factor]
            )
            let author = EntryAuthor(name: "Mira", email: "mira@example.com")
            return try Sample.mention(in: tx, Sample.Wording(author: author, link: link))
        }
        let masked = Scope(includesPersonalData: false)
        let file = try #require(
            try await contract.store.read(in: masked) { try $0.mentions.file(id) }
        )
        #expect(file.author == nil && file.customerName == nil)
        #expect(file.customerLink.why.map(\.factor) == ["email"])
        let shown = file.customerLink.why.flatMap { [$0.mention, $0.customer] }
        #expect(shown.allSatisfy { !$0.contains("mira") })
    }
}

extension NewMention {
    /// The same mention with another identity, and another brand or judgement.
    fileprivate func again(
        id: Mention.ID,
        brand: Brand.ID? = nil,
        judgement other: Judgement? = nil
    ) -> NewMention {
        NewMention(
            id: id,
            mention: Mention(
                brand: brand ?? mention.brand,
                spans: mention.spans,
                reason: mention.reason
            ),
            entry: entry,
            revision: revision,
            feed: feed,
            feedKind: feedKind,
            author: author,
            judgement: other ?? judgement,
            ruleset: ruleset,
            engineVersion: engineVersion,
            link: link,
            publishedAt: publishedAt,
            isHistory: isHistory
        )
    }
}
