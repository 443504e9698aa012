import CaseRules
import EarshotModel
import RecordStorage
import Testing

@testable import CaseHandling

@Suite struct DeskRulesTests {
    private static let version = RecordID<CompanyPolicy>(rawValue: 7)
    private static let monday = Instant(seconds: 1_772_442_000)

    @Test func `a promise is measured on the calendar, under the settings that made it`() throws {
        let rules = try DeskRules(version: Self.version, policy: DeskFixture.policy(unsolicited: 2))
        let clock = rules.clock(.followUp, segment: 3, for: .complaint, from: Self.monday)
        let expected = ClockStart(
            metric: .followUp,
            segment: 3,
            policy: Self.version,
            startedAt: Self.monday,
            targetMinutes: 480,
            dueAt: Self.monday + .hours(24)
        )
        #expect(clock == expected)
    }

    @Test(arguments: Nature.allCases)
    func `only a nature with a promise has a clock`(nature: Nature) throws {
        let policy = DeskFixture.policy(unsolicited: 2)
        let rules = try DeskRules(version: Self.version, policy: policy)
        let clock = rules.clock(.firstResponse, segment: 1, for: nature, from: Self.monday)
        #expect((clock == nil) == (policy.firstResponseMinutes[nature] == nil))
    }

    @Test func `a calendar that never opens, or a zone that nobody knows, is refused`() {
        var closed = DeskFixture.policy(unsolicited: 2)
        closed.calendar = BusinessCalendar(week: [:])
        var lost = DeskFixture.policy(unsolicited: 2)
        lost.zone = "Europe/Atlantis"
        for policy in [closed, lost] {
            #expect {
                try DeskRules(version: Self.version, policy: policy)
            } throws: { error in
                guard case .unusablePolicy? = error as? DeskError else { return false }
                return true
            }
        }
    }
}
