import EarshotModel
import Testing

@Suite struct QueueRankTests {
    @Test func `a rank is one number and comes back from it`() {
        for signs in 0..<8 {
            for influence in [0, 1, 50, 100] {
                let urgency = UrgencySigns(rawValue: signs)
                let rank = QueueRank(urgency: urgency, influence: influence)
                #expect(QueueRank(number: rank.number) == rank)
            }
        }
        #expect(QueueRank().number == 0)
    }

    @Test func `the weightier rank has the lower number, and urgency weighs more than influence`() {
        let ranks = [
            QueueRank(urgency: [.wroteAgain]), QueueRank(urgency: [.strongWords, .complaint]),
            QueueRank(urgency: .strongWords), QueueRank(urgency: .complaint, influence: 1),
            QueueRank(urgency: .complaint), QueueRank(influence: 100), QueueRank(influence: 1),
            QueueRank(),
        ]
        #expect(ranks.map(\.number) == ranks.map(\.number).sorted())
        #expect(Set(ranks.map(\.number)).count == ranks.count)
    }

    @Test func `numbers that nobody wrote trap nothing`() {
        for number in [Int.min, .max, 1, -101] { _ = QueueRank(number: number).number }
        #expect(QueueRank(number: 5) == QueueRank())
        #expect(QueueRank(influence: 200).influence == 100)
        #expect(QueueRank(influence: -3).influence == 0)
    }
}
