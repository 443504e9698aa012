import EarshotModel
import Testing

@testable import CaseRules

@Suite struct QueueRankSignsTests {
    private static let judged: [(Nature, SentimentLabel, Int, UrgencySigns)] = [
        (.complaint, .negative, -100, .complaint),
        (.complaint, .neutral, 0, .complaint), (.other, .negative, -100, .complaint),
        (.other, .mixed, 50, .complaint), (.other, .positive, 900, []),
        (.praise, .positive, 900, []), (.question, .negative, -599, []),
        (.question, .negative, -600, .strongWords),
        (.complaint, .negative, -1000, [.complaint, .strongWords]),
    ]

    private func facts(
        _ nature: Nature,
        _ label: SentimentLabel,
        score: Int = 0,
        influence: Int = 0
    ) -> MentionFacts {
        MentionFacts(
            isOwnBrand: true,
            nature: nature,
            label: label,
            feedKind: .forum,
            score: score,
            influence: influence
        )
    }

    @Test(arguments: Self.judged)
    func `blame and strong words are signs of urgency`(
        nature: Nature,
        label: SentimentLabel,
        score: Int,
        signs: UrgencySigns
    ) {
        #expect(UrgencySigns(of: facts(nature, label, score: score)) == signs)
    }

    @Test func `a mention stands in its lane, with the weight of its feed`() {
        let standing = QueueStanding(of: facts(.praise, .positive, influence: 40))
        #expect(standing.lane == .praise)
        #expect(standing.rank == QueueRank(influence: 40))
    }

    @Test func `who writes again before an answer moves up, and an answer takes it back`() {
        let first = QueueRank(urgency: .complaint, influence: 10)
        let joined = first.joined(by: QueueRank(urgency: .strongWords, influence: 4))
        #expect(joined.urgency == [.complaint, .strongWords, .wroteAgain])
        #expect(joined.influence == 10)
        #expect(joined.number < first.number)
        #expect(joined.answered == QueueRank(influence: 10))
    }
}
