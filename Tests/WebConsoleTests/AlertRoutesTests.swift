import EarshotModel
import RecordStorage
import Testing

@testable import WebConsole

@Suite struct AlertRoutesTests {
    private func fixture(_ warning: EarlyWarning) async throws -> ConsoleFixture {
        let fixture = try await ConsoleFixture()
        try await fixture.store.write(by: .engine("early_warning")) { tx in
            let brand = try #require(try tx.rulesets.brands().first(where: \.isOwn))
            try tx.alerts.add(warning, on: brand.id)
        }
        return fixture
    }

    private static let burst = EarlyWarning(
        kind: .burst,
        observed: 9,
        usualThousandths: 340,
        days: 56,
        chanceBillionths: 7_421
    )

    @Test func `a warning stands above the queue for three days, in words and numbers`()
        async throws
    {
        let fixture = try await fixture(Self.burst)
        let viewer = try await fixture.session(of: .viewer)
        let shown = await fixture.page("/queue", viewer).text
        #expect(shown.contains("9 negative mentions of Brontavia in the 24 hours before Mon 2 Mar"))
        #expect(shown.contains("Usual are 0.3 in a day, by the 56 days before"))
        #expect(shown.contains("less than one day in 130000"))
        fixture.clock.advance(by: .hours(73))
        #expect(await !fixture.page("/queue", viewer).text.contains("negative mentions"))
        let rows = try await fixture.api("GET", "/alerts", as: .viewer).rows()
        #expect(rows.count == 1 && rows[0]["observed"] as? Int == 9)
        #expect(rows[0]["usual"] as? Double == 0.34 && rows[0]["kind"] as? String == "burst")
    }

    @Test func `without a usual it says so`() async throws {
        let fixture = try await fixture(
            EarlyWarning(
                kind: .firstDays,
                observed: 5,
                usualThousandths: 0,
                days: 2,
                chanceBillionths: 1_000_000_000
            )
        )
        let text = try await fixture.api("GET", "/alerts").rows().first?["text"] as? String
        #expect(text?.hasSuffix("Too few days lie behind to say what is usual.") == true)
    }
}
