import Administration
import EarshotModel
import RecordStorage
import Testing

@Suite struct CountVerificationTests {
    private let place: SetUpStore

    init() throws {
        place = try SetUpStore()
    }

    private func verdict() async throws -> CountVerification.Verdict {
        try await CountVerification(store: place.store).run()
    }

    /// Mentions at noon in Warsaw, so that their day is the same in every zone near by.
    private func hear(_ days: [Int], of brand: String = "Brontavia") async throws {
        try await place.store.write(by: .local("test")) { tx in
            try tx.policies.apply(SetUpStore.policy)
            for day in days {
                try Heard.mention(in: tx, of: brand, at: SetUpStore.now - .days(day))
            }
        }
    }

    /// Counts one mention more, or fewer, than there are.
    private func miscount(by amount: Int, at moment: Instant = SetUpStore.now) async throws {
        try await place.store.write(by: .local("test")) { tx in
            guard let brand = try tx.rulesets.brands().first?.id,
                let feed = try tx.feeds.health(ofAddress: Heard.address)?.feed.id
            else { return }
            try tx.counts.count(
                at: moment,
                day: CivilDate(daysSinceEpoch: moment.seconds / 86_400),
                brand: brand,
                feed: feed,
                judgement: Judgement(
                    label: .negative,
                    score: 0,
                    evidence: Evidence(parts: []),
                    nature: .complaint,
                    natureReason: "test",
                    language: "en",
                    isLanguageAssumed: false
                ),
                by: amount
            )
        }
    }

    @Test func `an empty store agrees with itself`() async throws {
        let verdict = try await verdict()
        #expect(verdict.mentions == 0 && verdict.wrong == 0 && verdict.differences.isEmpty)
    }

    @Test func `counts that were kept with the mentions agree`() async throws {
        try await hear([0, 0, 1, 2, 400, 9_000])
        try await hear([0, 3], of: "Kellowick")
        let verdict = try await verdict()
        #expect(verdict.mentions == 8)
        #expect(verdict.wrong == 0 && verdict.differences.isEmpty)
    }

    @Test(arguments: [1, -1, -3])
    func `a wrong count is found in its quarter and on its day`(amount: Int) async throws {
        try await hear([0, 1, 7])
        try await miscount(by: amount)
        let verdict = try await verdict()
        #expect(verdict.wrong == 2 && verdict.mentions == 3)
        #expect(verdict.differences.allSatisfy { $0.counted == 1 && $0.kept == 1 + amount })
        #expect(verdict.differences.allSatisfy { $0.brand == "Brontavia" && $0.label == .negative })
        let places = verdict.differences.map(\.place)
        let quarter = CountVerification.Difference.Place.quarter(
            SetUpStore.now,
            language: "en",
            nature: .complaint
        )
        #expect(places.first == quarter)
        guard case .day(let day, _)? = places.last else { throw StoreError.closed }
        #expect(day.iso8601 == "2026-03-02")
    }

    @Test func `a count without any mention is found, also long before the first`() async throws {
        try await hear([0])
        try await miscount(by: 1, at: SetUpStore.now - .days(5_000))
        let verdict = try await verdict()
        #expect(verdict.wrong == 2)
        #expect(verdict.differences.allSatisfy { $0.kept == 1 && $0.counted == 0 })
    }

    @Test func `only a hundred differences are listed, and all are counted`() async throws {
        try await hear([0])
        for day in 1...70 { try await miscount(by: 1, at: SetUpStore.now - .days(day)) }
        let verdict = try await verdict()
        #expect(verdict.wrong == 140 && verdict.differences.count == 100)
    }
}
