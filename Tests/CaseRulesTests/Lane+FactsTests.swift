import CaseRules
import EarshotModel
import Testing

@Suite struct LaneFactsTests {
    private func facts(_ nature: Nature, _ label: SentimentLabel) -> MentionFacts {
        MentionFacts(isOwnBrand: true, nature: nature, label: label, feedKind: .blog)
    }

    @Test(arguments: [
        (Nature.complaint, SentimentLabel.mixed, Lane.complaints),
        (.complaint, .positive, .complaints), (.question, .negative, .questions),
        (.suggestion, .neutral, .questions), (.sales, .positive, .questions),
        (.praise, .positive, .praise), (.news, .negative, .coverage),
        (.other, .negative, .complaints), (.other, .mixed, .complaints),
        (.other, .positive, .praise), (.other, .abstain, .review), (.other, .neutral, .review),
    ])
    func `the nature chooses the lane, and the label where that says nothing`(
        nature: Nature,
        label: SentimentLabel,
        lane: Lane
    ) {
        #expect(Lane(of: facts(nature, label)) == lane)
    }

    @Test func `rivals come before noise, noise before coverage, coverage before doubt`() {
        var facts = facts(.complaint, .negative)
        facts.isUncertain = true
        #expect(Lane(of: facts) == .review)
        facts.feedKind = .news
        #expect(Lane(of: facts) == .coverage)
        facts.isNoise = true
        #expect(Lane(of: facts) == .noise)
        facts.isOwnBrand = false
        #expect(Lane(of: facts) == .rivals)
    }

    @Test func `age and copies do not change the lane`() {
        var facts = facts(.praise, .positive)
        facts.isHistory = true
        facts.isCopy = true
        facts.isHeadlineOnly = true
        #expect(Lane(of: facts) == .praise)
    }

    @Test func `the lanes have these names`() {
        let names = Lane.allCases.map(\.rawValue)
        #expect(
            names == [
                "complaints", "questions", "praise", "coverage", "noise", "review", "rivals",
            ]
        )
    }
}
