import EarshotModel
import Testing

@testable import Pipeline

@Suite struct BellTests {
    private static let long = Duration.minutes(10)

    @Test func `a bell that rang before the wait ends it at once, and only that one`() async {
        let bell = Bell()
        bell.ring()
        bell.ring()
        let waited = await ContinuousClock().measure {
            await bell.wait(atMost: Self.long)
        }
        #expect(waited < Self.long / 2)
        let second = await ContinuousClock().measure {
            await bell.wait(atMost: .milliseconds(30))
        }
        #expect(second >= .milliseconds(20))
    }

    @Test func `whoever rings wakes the loop that waits`() async {
        let bell = Bell()
        let waited = await ContinuousClock().measure {
            await withDiscardingTaskGroup { group in
                group.addTask { await bell.wait(atMost: Self.long) }
                group.addTask { bell.ring() }
            }
        }
        #expect(waited < Self.long / 2)
        #expect(!bell.isStopped)
    }

    @Test func `without a ring the wait ends by itself`() async {
        let bell = Bell()
        await bell.wait(atMost: .milliseconds(5))
        #expect(!bell.isStopped)
    }

    @Test func `a stop wakes the loop and is remembered`() async {
        let bell = Bell()
        let waited = await ContinuousClock().measure {
            await withDiscardingTaskGroup { group in
                group.addTask { await bell.wait(atMost: Self.long) }
                group.addTask { bell.stop() }
            }
        }
        #expect(waited < Self.long / 2)
        #expect(bell.isStopped)
    }

    @Test func `cancelling the loop stops it`() async {
        let bell = Bell()
        let loop = Task { await bell.wait(atMost: Self.long) }
        loop.cancel()
        await loop.value
        #expect(bell.isStopped)
    }

    @Test func `a thousand rings from many tasks lose no wake`() async {
        let bell = Bell()
        let tally = Tally()
        await withDiscardingTaskGroup { group in
            for _ in 0..<1_000 {
                group.addTask {
                    _ = tally.increment()
                    bell.ring()
                }
            }
            while tally.value < 1_000 { await bell.wait(atMost: Self.long) }
        }
        #expect(tally.value == 1_000)
    }
}
