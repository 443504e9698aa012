import Administration
import EarshotModel
import RecordStorage
import Testing
import TrendAnalysis

@Suite struct TrendReportTests {
    private let place: SetUpStore
    private let report: TrendReport

    init() throws {
        place = try SetUpStore()
        report = TrendReport(store: place.store)
    }

    private func series(
        _ brand: String? = nil,
        by step: TrendStep = .day,
        since: String? = nil,
        zone: String? = nil,
        in scope: Scope = .everything
    ) async throws -> TrendSeries {
        try await report.answer(
            TrendReport.Question(brand: brand, step: step, since: since, zone: zone),
            in: scope
        ).series
    }

    /// Three mentions of Brontavia and one of Vex, one of them late on Sunday in UTC, which is
    /// Monday in Warsaw.
    private func hear() async throws {
        try await place.store.write(by: .local("test")) { tx in
            try tx.policies.apply(SetUpStore.policy)
            try Heard.mention(in: tx, .negative)
            try Heard.mention(in: tx, .positive, at: SetUpStore.now - .hours(1))
            try Heard.mention(in: tx, .negative, at: SetUpStore.now - .minutes(9 * 60 + 30))
            try Heard.mention(in: tx, of: "Vex", .neutral, at: SetUpStore.now - .days(3))
        }
    }

    @Test func `without mentions there are thirty days of zeros`() async throws {
        let found = try await series()
        #expect(found.buckets.count == 30)
        #expect(found.total.total == 0)
        #expect(found.net == nil)
        #expect(found.zone == "UTC")
    }

    @Test func `all brands are counted, or one`() async throws {
        try await hear()
        #expect(try await series().total.total == 4)
        #expect(try await series("Brontavia").total.total == 3)
        #expect(try await series("Vex").total.total == 1)
    }

    @Test func `days are cut in the company's zone, or in the one that is asked for`() async throws
    {
        try await hear()
        let company = try await series("Brontavia", since: "2d")
        #expect(company.zone == "Europe/Warsaw")
        #expect(company.buckets.map(\.counts.total) == [0, 3])
        let utc = try await series("Brontavia", since: "2d", zone: "UTC")
        #expect(utc.buckets.map(\.counts.total) == [1, 2])
    }

    @Test func `while days are counted anew in another zone, both series are shown`() async throws {
        try await hear()
        let today = TrendReport.Question(brand: "Brontavia", step: .day, since: "2d", zone: nil)
        let former = { () async throws -> TrendSeries? in
            try await report.answer(today, in: .everything).former
        }
        let note = { (progress: DayProgress) in
            try await place.store.write(by: .local("test")) { tx in
                try tx.counts.note(progress)
            }
        }
        #expect(try await former() == nil)
        // The zone was changed, and nothing has been recounted so far.
        try await note(DayProgress(zone: "UTC", next: nil))
        let before = try #require(try await former())
        #expect(before.zone == "UTC")
        #expect(before.buckets.map(\.counts.total) == [1, 2])
        let now = try await report.answer(today, in: .everything).series
        #expect(now.zone == "Europe/Warsaw")
        #expect(now.buckets.map(\.counts.total) == [0, 3])
        // Half-way, and at the end.
        let half = CivilDate(iso8601: "2026-03-01")
        try await note(DayProgress(zone: "Europe/Warsaw", next: half, former: "UTC"))
        #expect(try await former()?.zone == "UTC")
        try await note(DayProgress(zone: "Europe/Warsaw", next: nil))
        #expect(try await former() == nil)
        // Whoever asks for a zone gets that one alone.
        try await note(DayProgress(zone: "UTC", next: nil))
        let asked = TrendReport.Question(brand: nil, step: .day, since: "2d", zone: "Asia/Tokyo")
        #expect(try await report.answer(asked, in: .everything).former == nil)
    }

    @Test func `a period begins where it is told to`() async throws {
        try await hear()
        #expect(try await series(since: "2026-02-27").total.total == 4)
        #expect(try await series(since: "2026-02-28").total.total == 3)
        #expect(try await series(by: .week, since: "2w").buckets.count == 2)
    }

    @Test func `a brand that nobody listens for is told`() async throws {
        try await hear()
        await #expect(throws: AdministrationError.noSuchBrand("Nobody")) {
            _ = try await series("Nobody")
        }
    }

    @Test func `a zone or a period that is none is told`() async throws {
        let error = await #expect(throws: AdministrationError.self) {
            _ = try await series(zone: "Mars/Olympus")
        }
        #expect(error?.description.contains("Europe/Warsaw") == true)
        await #expect(throws: TrendError.notAPeriod("soon")) { _ = try await series(since: "soon") }
        await #expect(throws: TrendError.inTheFuture("2026-03-03")) {
            _ = try await series(since: "2026-03-03")
        }
        await #expect(throws: TrendError.self) { _ = try await series(by: .hour, since: "9y") }
    }

    @Test func `brands out of scope are not counted`() async throws {
        try await hear()
        let vex = try await place.read { tx in
            try tx.rulesets.brands().filter { $0.name == "Vex" }.map(\.id)
        }
        let scope = Scope(brands: Set(vex), includesPersonalData: false)
        #expect(try await series(in: scope).total.total == 1)
        #expect(try await series("Brontavia", in: scope).total.total == 0)
    }
}
