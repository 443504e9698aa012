import CaseRules
import EarshotModel
import Testing

@Suite struct ClockRuleTests {
    @Test func `only the clock of the whole matter pauses, and only for the customer`() {
        for metric in ClockMetric.allCases {
            for state in CaseState.allCases {
                let isPaused = ClockRule.isPaused(metric, in: state)
                #expect(isPaused == (metric == .resolution && state == .waitingCustomer))
            }
        }
    }

    @Test func `putting off pauses that clock if the policy says so, and no other`() {
        let paused = ClockMetric.allCases.filter {
            ClockRule.isPaused($0, in: .snoozed, snoozingPauses: true)
        }
        #expect(paused == [.resolution])
        #expect(!ClockRule.isPaused(.resolution, in: .waitingInternal, snoozingPauses: true))
    }

    @Test func `of two merged clocks the earliest start and the strictest deadline survive`() {
        func clock(_ start: Int64, _ deadline: Int64) -> RunningClock {
            RunningClock(start: Instant(seconds: start), deadline: Instant(seconds: deadline))
        }
        #expect(ClockRule.merged(clock(1, 90), clock(5, 20)) == clock(1, 20))
        #expect(ClockRule.merged(clock(5, 20), clock(1, 90)) == clock(1, 20))
        #expect(ClockRule.merged(clock(5, 20), clock(5, 20)) == clock(5, 20))
    }
}
