import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct CountRecordsTests {
    private static let day = CivilDate(daysSinceEpoch: 20_514)

    @Test(arguments: Engine.available)
    func `counts add up, and go down when a judgement moves`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let id = try await contract.write { tx in try Sample.mention(in: tx) }
        let amounts = [1, 1, -1]
        try await contract.write { tx in
            guard let file = try tx.mentions.file(id) else { return }
            for amount in amounts {
                try tx.counts.count(
                    at: file.publishedAt,
                    day: Self.day,
                    brand: file.brand,
                    feed: file.feed,
                    judgement: file.judgement,
                    by: amount
                )
            }
        }
        let counts = try await all(contract)
        #expect(counts.map(\.count) == [1])
        #expect(counts.first?.start == MentionCount.bucketStart(of: ContractStore.start))
        let days = try await contract.rows(2, "SELECT day, n FROM counts_day")
        #expect(days == [[.text(Self.day.iso8601), .int(1)]])
    }

    @Test(arguments: Engine.available)
    func `two writers of one bucket lose none of their counts`(engine: Engine) async throws {
        let contract = try ContractStore(engine)
        let (brand, feed) = try await contract.write { tx in
            (try Sample.brand("Brontavia", in: tx), try Sample.feed(in: tx))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask {
                    let body: @Sendable (WriteTransaction) throws -> Void = { tx in
                        try tx.counts.count(
                            at: tx.now,
                            day: Self.day,
                            brand: brand,
                            feed: feed,
                            judgement: Sample.judgement(.negative)
                        )
                    }
                    if number.isMultiple(of: 3) {
                        try await contract.write(body)
                    } else {
                        try await contract.store.join(by: .engine("intake"), body)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await all(contract).map(\.count) == [60])
    }

    @Test(arguments: Engine.available, [UInt64(1), 7, 2026])
    func `kept counts equal a recount after any mix of arrivals, revisions and withdrawals`(
        engine: Engine,
        seed: UInt64
    ) async throws {
        let contract = try ContractStore(engine)
        let (brands, feed) = try await contract.write { tx in
            (
                try ["Brontavia", "Kellowick"].map { try Sample.brand($0, in: tx) },
                try Sample.feed(in: tx)
            )
        }
        var chance = SeededChance(state: seed)
        var alive: [Counted] = []
        for _ in 0..<40 {
            var steps: [(Counted, Int)] = []
            for _ in 0..<chance.number(below: 8) {
                switch chance.number(below: alive.isEmpty ? 1 : 3) {
                case 0:
                    let new = Counted(&chance, brands: brands)
                    alive.append(new)
                    steps.append((new, 1))
                case 1:
                    let place = chance.number(below: alive.count)
                    steps.append((alive[place], -1))
                    alive[place].judgement = Counted.judgement(&chance)
                    steps.append((alive[place], 1))
                default:
                    steps.append((alive.remove(at: chance.number(below: alive.count)), -1))
                }
            }
            let batch = steps
            try await contract.write { tx in
                for (counted, amount) in batch {
                    try tx.counts.count(
                        at: counted.at,
                        day: Self.day,
                        brand: counted.brand,
                        feed: feed,
                        judgement: counted.judgement,
                        by: amount
                    )
                }
            }
        }
        let recount = Dictionary(alive.map { ($0.key, 1) }, uniquingKeysWith: +)
        let kept = try await all(contract).map { (Counted.key(of: $0), $0.count) }
        #expect(Dictionary(uniqueKeysWithValues: kept) == recount)
        #expect(
            try await contract.number("SELECT CAST(SUM(n) AS {int}) FROM counts_day")
                == Int64(alive.count)
        )
        let negative = "SELECT COUNT(*) FROM counts_quarter WHERE n < 0"
        #expect(try await contract.number(negative) == 0)
    }

    @Test(arguments: Engine.available)
    func `a stretch of time begins with its first moment and ends before its last`(
        engine: Engine
    ) async throws {
        let contract = try ContractStore(engine)
        let start = ContractStore.start
        try await contract.write { tx in
            let feed = try Sample.feed(in: tx)
            for (name, minutes) in [("Brontavia", 0), ("Brontavia", 15), ("Kellowick", -15)] {
                try tx.counts.count(
                    at: start + .minutes(minutes),
                    day: Self.day,
                    brand: try Sample.brand(name, in: tx),
                    feed: feed,
                    judgement: Sample.judgement(.negative)
                )
            }
        }
        let starts = try await contract.read { tx in
            try tx.counts.quarters(of: nil, from: start, until: start + .minutes(15)).map(\.start)
        }
        #expect(starts == [start])
        let brands = try await contract.read { try $0.rulesets.brands() }
        let firsts = try await contract.read { tx in
            try [nil, brands[0].id, brands[1].id].map { try tx.counts.firstQuarter(of: $0) }
        }
        #expect(firsts == [start - .minutes(15), start, start - .minutes(15)])
        let scope = Scope(brands: [brands[0].id], includesPersonalData: false)
        let seen = try await contract.store.read(in: scope) { tx in
            (
                try tx.counts.firstQuarter(of: nil), try tx.counts.firstQuarter(of: brands[1].id),
                try tx.counts.quarters(of: brands[1].id, from: start - .days(1), until: start)
            )
        }
        #expect(seen.0 == start && seen.1 == nil && seen.2.isEmpty)
    }

    @Test(
        arguments: [
            (0, 0), (1, 0), (899_999, 0), (900_000, 900_000), (-1, -900_000), (-900_000, -900_000),
        ] as [(Int64, Int64)]
    )
    func `a bucket begins at a quarter, also before 1970`(moment: Int64, start: Int64) {
        let bucket = MentionCount.bucketStart(of: Instant(milliseconds: moment))
        #expect(bucket == Instant(milliseconds: start))
    }

    // MARK: -

    private func all(_ contract: ContractStore) async throws -> [MentionCount] {
        try await contract.read { tx in
            try tx.counts.quarters(
                of: nil,
                from: ContractStore.start - .days(30),
                until: ContractStore.start + .days(30)
            )
        }
    }
}

/// A mention as the test's own recount remembers it.
private struct Counted {
    let at: Instant
    let brand: Brand.ID
    var judgement: Judgement

    init(_ chance: inout SeededChance, brands: [Brand.ID]) {
        at = ContractStore.start + .minutes(chance.number(below: 90))
        brand = brands[chance.number(below: brands.count)]
        judgement = Self.judgement(&chance)
    }

    static func judgement(_ chance: inout SeededChance) -> Judgement {
        Sample.judgement(
            SentimentLabel.allCases[chance.number(below: SentimentLabel.allCases.count)],
            Nature.allCases[chance.number(below: 3)],
            language: ["en", "sv"][chance.number(below: 2)]
        )
    }

    var key: [String] {
        [
            MentionCount.bucketStart(of: at).rfc3339, brand.description,
            judgement.label.rawValue, judgement.nature.rawValue, judgement.language,
        ]
    }

    static func key(of count: MentionCount) -> [String] {
        [
            count.start.rfc3339, count.brand.description, count.label.rawValue,
            count.nature.rawValue, count.language,
        ]
    }
}

/// Chance that comes out the same for the same seed (SplitMix64).
private struct SeededChance {
    var state: UInt64

    mutating func number(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ (value >> 31)) % UInt64(bound))
    }
}
