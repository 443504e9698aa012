import CaseRules
import EarshotModel
import Testing

@Suite struct MentionFactsTests {
    private let complaint = MentionFacts(
        isOwnBrand: true,
        nature: .complaint,
        label: .negative,
        feedKind: .review
    )

    @Test(arguments: [
        (Nature.complaint, true), (.question, true), (.praise, true), (.suggestion, false),
        (.sales, false), (.news, false), (.other, false),
    ])
    func `complaints, questions and praise are answerable`(nature: Nature, isAnswerable: Bool) {
        var facts = complaint
        facts.nature = nature
        #expect(facts.isAnswerable == isAnswerable)
    }

    @Test func `rivals, copies, noise, history and newspapers are not answerable`() {
        let changes: [(inout MentionFacts) -> Void] = [
            { $0.isOwnBrand = false }, { $0.isCopy = true }, { $0.isNoise = true },
            { $0.isHistory = true }, { $0.feedKind = .news },
        ]
        for change in changes {
            var facts = complaint
            change(&facts)
            #expect(!facts.isAnswerable)
        }
        #expect(complaint.isAnswerable)
    }

    @Test func `one can answer everywhere but in a newspaper`() {
        #expect(FeedKind.allCases.filter { !$0.hasResponseChannel } == [.news])
    }

    @Test(
        arguments: [
            (Int64(7 * 86_400_000), 7, false), (7 * 86_400_000 + 1, 7, true), (0, 0, false),
            (1, 0, true), (-5, 0, false), (9_000_000_000_000, nil, false),
            (.max, 7, true), (.min, 7, false), (.max, .max, false),
        ] as [(Int64, Int?, Bool)]
    )
    func `history begins just beyond the queue's greatest age`(
        age: Int64,
        days: Int?,
        isHistory: Bool
    ) {
        let seen = Instant(milliseconds: 0)
        let published = seen - .milliseconds(age)
        let verdict = MentionFacts.isHistory(
            published: published,
            firstSeen: seen,
            maxAgeDays: days
        )
        #expect(verdict == isHistory)
    }

    @Test func `what has no date is new`() {
        let seen = Instant(seconds: 1_764_000_000)
        #expect(!MentionFacts.isHistory(published: nil, firstSeen: seen, maxAgeDays: 0))
    }
}
