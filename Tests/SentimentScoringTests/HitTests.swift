import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct HitTests {
    private func hit(_ field: EntryField, _ start: Int, _ end: Int, base: Int = 1000) -> Hit {
        Hit(
            first: 0,
            end: 1,
            span: TextSpan(field: field, start: start, end: end),
            opinion: 0,
            base: base,
            kind: .word
        )
    }

    @Test func `every change is kept with its difference, and none that changes nothing`() {
        var hit = hit(.text, 0, 1)
        var ledger = ChangeLedger(isKept: true)
        let span = TextSpan(field: .text, start: 0, end: 0)
        hit.change(to: 1500, by: .booster, over: nil, &ledger)
        hit.change(to: 1500, by: .longText, over: nil, &ledger)
        hit.change(to: -200, by: .negation, over: span, &ledger)
        let changes = ledger.take()
        #expect(changes.map(\.points) == [500, -1700])
        #expect(changes.map(\.rule) == ["booster", "negation"])
        #expect(changes.map(\.span) == [nil, span])
        #expect(hit.value == -200 && hit.base == 1000)
        #expect(ledger.changes.isEmpty)
    }

    @Test func `without anybody who asks no reason is kept, and the value is the same`() {
        var hit = hit(.text, 0, 1)
        var ledger = ChangeLedger(isKept: false)
        hit.change(to: 1500, by: .booster, over: nil, &ledger)
        #expect(hit.value == 1500 && ledger.changes.isEmpty)
    }

    @Test(arguments: [(1000, 1300), (-1000, -1300), (0, 0)])
    func `strengthening moves away from zero`(base: Int, value: Int) {
        var hit = hit(.text, 0, 1, base: base)
        var ledger = ChangeLedger(isKept: true)
        hit.strengthen(by: 300, because: .capitals, &ledger)
        #expect(hit.value == value)
    }

    @Test func `hits that touch do not overlap, and the title precedes the text`() {
        #expect(hit(.text, 0, 3).overlaps(hit(.text, 2, 4)))
        #expect(!hit(.text, 0, 3).overlaps(hit(.text, 3, 4)))
        #expect(!hit(.title, 0, 3).overlaps(hit(.text, 0, 3)))
        #expect(hit(.text, 0, 3).precedes(hit(.text, 3, 4)))
        #expect(!hit(.text, 0, 3).precedes(hit(.text, 2, 4)))
        #expect(hit(.title, 9, 12).precedes(hit(.text, 0, 1)))
        #expect(!hit(.text, 0, 1).precedes(hit(.title, 9, 12)))
    }

    @Test(arguments: [
        (1000, 500, 500), (-1000, 500, -500), (3, 500, 2), (-3, 500, -2), (1, 499, 0), (0, 9, 0),
    ])
    func `thousandths are scaled to the nearest, both signs alike`(
        value: Int,
        factor: Int,
        scaled: Int
    ) {
        #expect(value.scaled(by: factor) == scaled)
    }
}
