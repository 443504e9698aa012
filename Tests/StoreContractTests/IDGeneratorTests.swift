import EarshotModel
import Testing

@testable import RecordStorage

@Suite struct IDGeneratorTests {
    private enum Thing {}
    private typealias ID = RecordID<Thing>

    @Test func `ten thousand ids of one millisecond grow and never repeat`() {
        let ids = IDGenerator(node: 0, floor: 0) { ContractStore.start }
        let made: [ID] = (0..<10_000).map { _ in ids.next() }
        #expect(zip(made, made.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `ids go on growing when the clock steps back`() {
        let clock = TestClock(at: ContractStore.start)
        let ids = IDGenerator(node: 3, floor: 0, clock: clock.read)
        var made: [ID] = []
        for step in [Duration.zero, .hours(-1), .days(-400), .hours(2), .days(400)] {
            clock.advance(by: step)
            made += (0..<10).map { _ in ids.next() }
        }
        #expect(made == made.sorted())
        #expect(Set(made).count == 50)
    }

    @Test func `nodes that share a millisecond never make the same id`() {
        let made = (0..<8 as Range<Int64>).flatMap { node -> [ID] in
            let ids = IDGenerator(node: node, floor: 0) { ContractStore.start }
            return (0..<5000).map { _ in ids.next() }
        }
        #expect(Set(made).count == 40_000)
    }

    @Test func `many threads get ids of their own`() async {
        let ids = IDGenerator(node: 0, floor: 0) { ContractStore.start }
        let made = await withTaskGroup(of: [ID].self) { group in
            for _ in 0..<8 { group.addTask { (0..<1000).map { _ in ids.next() } } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(made).count == 8000)
    }

    @Test(arguments: [Int64(0), 1_023, 1_024, -1])
    func `an id tells its time and its node`(node: Int64) {
        let ids = IDGenerator(node: node, floor: 0) { ContractStore.start }
        let id: ID = ids.next()
        #expect(id.rawValue > 0)
        let milliseconds = id.rawValue >> 22
        #expect(milliseconds + IDGenerator.epoch == ContractStore.start.rawValue)
        #expect((id.rawValue >> 12) & 1023 == node & 1023)
    }

    @Test func `the first id is above the floor, also with a clock before the epoch`() {
        let high: ID = IDGenerator(node: 5, floor: 0) { ContractStore.start }.next()
        let ids = IDGenerator(node: 0, floor: high.rawValue) { Instant(seconds: 0) }
        let next: ID = ids.next()
        #expect(next > high)
        let first: ID = IDGenerator(node: 0, floor: 0) { Instant(seconds: -5) }.next()
        #expect(first.rawValue > 0)
    }
}
