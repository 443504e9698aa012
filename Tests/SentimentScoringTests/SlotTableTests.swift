import Testing

@testable import SentimentScoring

@Suite struct SlotTableTests {
    private struct Slot: MemorySlot {
        var mark: UInt16 = 0
        var place = 0
    }

    @Test func `what is inserted is found, whatever grew meanwhile`() {
        var table = SlotTable<Slot>(size: 32)
        for number in 1...1000 {
            table.insert(Slot(mark: UInt16(number), place: number &* 7919))
        }
        #expect(table.count == 1000)
        for number in 1...1000 {
            let found = table.first(at: number &* 7919) { Int($0.mark) == number }
            #expect(found?.place == number &* 7919)
        }
        #expect(table.first(at: 3) { $0.place == 3 } == nil)
    }

    @Test func `at one place no more words are kept than are looked at`() {
        var table = SlotTable<Slot>(size: 512)
        let kept = (1...100).filter { table.insert(Slot(mark: UInt16($0), place: 500)) }
        #expect(kept.count == SlotTable<Slot>.reach && table.count == kept.count)
        #expect(table.first(at: 500) { $0.mark == 32 } != nil)
        #expect(table.first(at: 500) { $0.mark == 33 } == nil)
    }
}
