import EarshotModel
import Testing

@testable import Pipeline

@Suite struct LatestMomentTests {
    @Test func `the first moment counts, and then only a clock that is set back`() {
        let latest = LatestMoment()
        let start = Instant(seconds: 1_770_000_000)
        let moments: [(Instant, Bool)] = [
            (start, true), (start, false), (start + .days(400), false),
            (start + .days(400) - .seconds(30), false), (start, true), (start + .seconds(1), false),
        ]
        for (moment, isStepBack) in moments {
            #expect(latest.isStepBack(to: moment) == isStepBack)
        }
    }

    @Test func `small steps back add up`() {
        let latest = LatestMoment()
        let start = Instant(seconds: 1_770_000_000)
        let steps = (0...4).map { latest.isStepBack(to: start - .seconds(25) * $0) }
        #expect(steps == [true, false, false, true, false])
    }
}
