import EarshotModel
import Testing

@Suite struct QueuePositionTests {
    private static let positions = [
        QueuePosition(dueAt: Instant(milliseconds: .min), rank: QueueRank(), id: 9),
        QueuePosition(dueAt: Instant(seconds: 60), rank: QueueRank(influence: 7), id: 8),
        QueuePosition(dueAt: Instant(seconds: 119), rank: QueueRank(), id: 1),
        QueuePosition(dueAt: Instant(seconds: 60), rank: QueueRank(), id: 2),
        QueuePosition(dueAt: Instant(milliseconds: .max), rank: QueueRank(), id: 1),
        QueuePosition(dueAt: nil, rank: QueueRank(urgency: .complaint), id: 5),
        QueuePosition(dueAt: nil, rank: QueueRank(), id: 4),
    ]

    @Test func `the minute counts first, then the rank, then the identity`() {
        #expect(Self.positions.reversed().sorted() == Self.positions)
    }

    @Test func `a position comes back from its text`() {
        for position in Self.positions {
            #expect(QueuePosition("\(position)") == position)
        }
    }

    @Test(arguments: ["", "1", "1.2", "1.2.3.4", "a.2.3", "1..3", "1.2.", " 1.2.3", "1.2.3\n"])
    func `any other text is none`(text: String) {
        #expect(QueuePosition(text) == nil)
    }
}
