import EarshotModel
import Testing

@testable import Pipeline

/// The watchdog is fed exactly while no part is stalled.
@Suite struct WorkProgressTests {
    private static let patience = Duration.seconds(45)

    @Test func `at the start nothing is stalled`() {
        let clock = TestClock()
        #expect(WorkProgress(clock: clock.read).stalled(for: Self.patience).isEmpty)
    }

    @Test func `a part that does not move any more is named, and the others are not`() {
        let clock = TestClock()
        let progress = WorkProgress(clock: clock.read)
        clock.advance(by: Self.patience)
        progress.advance(.writer)
        #expect(progress.stalled(for: Self.patience).isEmpty)
        clock.advance(by: .seconds(1))
        #expect(progress.stalled(for: Self.patience) == [.poller])
        clock.advance(by: Self.patience)
        #expect(progress.stalled(for: Self.patience) == WorkProgress.Part.allCases)
    }

    @Test(arguments: WorkProgress.Part.allCases)
    func `each part alone holds the watchdog's food back`(part: WorkProgress.Part) {
        let clock = TestClock()
        let progress = WorkProgress(clock: clock.read)
        clock.advance(by: .minutes(2))
        for other in WorkProgress.Part.allCases where other != part { progress.advance(other) }
        #expect(progress.stalled(for: Self.patience) == [part])
    }

    @Test func `a part that moves again is fed for again`() {
        let clock = TestClock()
        let progress = WorkProgress(clock: clock.read)
        clock.advance(by: .minutes(2))
        for part in WorkProgress.Part.allCases { progress.advance(part) }
        #expect(progress.stalled(for: Self.patience).isEmpty)
    }
}
