import EarshotModel
import SentimentScoring
import Testing

/// What holds for every text, tried on texts by chance.
@Suite struct SentimentPropertyTests {
    @Test(arguments: 0..<20)
    func `parts sum to the points, and the score has their sign within its bounds`(
        seed: UInt64
    ) throws {
        let scorer = try SmallRules.scorer()
        var review = RandomReview(seed: seed)
        for _ in 0..<100 {
            let mention = review.mention()
            let judgement = scorer.judge(mention)
            let parts = judgement.evidence.parts
            let points = parts.reduce(0) { sum, part in
                sum + part.changes.reduce(part.base) { $0 + $1.points }
            }
            #expect(judgement.evidence.points == points)
            #expect(judgement.score.signum() == points.signum(), "\(mention)")
            #expect((-1000...1000).contains(judgement.score))
            #expect(parts.allSatisfy { $0.base != 0 && !$0.changes.contains { $0.points == 0 } })
        }
    }

    @Test(arguments: 0..<20)
    func `spans stand on scalars of their field, in order, and share no byte`(seed: UInt64) throws {
        let scorer = try ShippedRules.scorer()
        var review = RandomReview(seed: seed)
        for _ in 0..<30 {
            let mention = review.mention()
            let parts = scorer.judge(mention).evidence.parts
            for span in parts.map(\.span) + parts.flatMap(\.changes).compactMap(\.span) {
                let field = span.field == .title ? mention.title : mention.text
                #expect(Self.isOnScalars(span, of: field), "\(span) of \(field)")
            }
            for (first, second) in zip(parts.map(\.span), parts.map(\.span).dropFirst()) {
                let isNextField = first.field == .title && second.field == .text
                #expect(
                    isNextField || (first.field == second.field && first.end <= second.start),
                    "\(mention)"
                )
            }
        }
    }

    @Test(arguments: 0..<10)
    func `the same text is judged the same, by any scorer of the same rules`(seed: UInt64) throws {
        let (first, second) = (try SmallRules.scorer(), try SmallRules.scorer())
        var review = RandomReview(seed: seed)
        for _ in 0..<50 {
            let mention = review.mention()
            let judgement = first.judge(mention)
            #expect(judgement == first.judge(mention))
            #expect(judgement == second.judge(mention))
        }
    }

    @Test(arguments: 0..<10)
    func `an opinion more never turns a text to the other side`(seed: UInt64) throws {
        let scorer = try SmallRules.scorer()
        var review = RandomReview(seed: seed)
        for _ in 0..<30 {
            let text = review.text()
            func points(_ addition: String) -> Int {
                let scorable = ScorableText(text: "\(text).\n\(addition)", language: "en")
                return scorer.judge(scorable).evidence.points
            }
            #expect(points("great") - points("plain") == 3000, "\(text)")
            #expect(points("awful") - points("plain") == -3000, "\(text)")
        }
    }

    @Test(arguments: 0..<10)
    func `a neutral sentence more leaves the points and never strengthens the score`(
        seed: UInt64
    ) throws {
        let scorer = try SmallRules.scorer()
        var review = RandomReview(seed: seed)
        for _ in 0..<30 {
            // Capitals count less among many, so that a sentence more could weaken them.
            let text = review.text().replacing("GREAT", with: "great")
            let short = scorer.judge(ScorableText(text: text, language: "en"))
            let long = scorer.judge(
                ScorableText(text: text + ".\nThe shop is in Lund", language: "en")
            )
            #expect(long.evidence.points == short.evidence.points, "\(text)")
            #expect(abs(long.score) <= abs(short.score))
        }
    }

    @Test(arguments: 0..<10)
    func `nature and label agree with each other and with the kind of feed`(seed: UInt64) throws {
        let scorer = try SmallRules.scorer()
        var review = RandomReview(seed: seed)
        for _ in 0..<50 {
            let mention = review.mention()
            let judgement = scorer.judge(mention)
            switch judgement.nature {
            case .news: #expect(mention.feedKind == .news)
            case .question: #expect(judgement.natureReason == "question_mark")
            case .complaint: #expect([.negative, .mixed].contains(judgement.label))
            case .praise: #expect(judgement.label == .positive)
            case .other: #expect([.neutral, .abstain].contains(judgement.label))
            case .suggestion, .sales: Issue.record("no rule chooses \(judgement.nature)")
            }
            #expect((mention.feedKind == .news) == (judgement.nature == .news))
        }
    }

    @Test(arguments: 0..<10)
    func `a curly apostrophe is a straight one`(seed: UInt64) throws {
        let scorer = try SmallRules.scorer()
        var review = RandomReview(seed: seed)
        for _ in 0..<30 {
            let text = review.text()
            func judge(_ text: String) -> [Int] {
                scorer.judge(ScorableText(text: text)).evidence.parts.map(\.points)
            }
            #expect(judge(text) == judge(text.replacing("’", with: "'")))
        }
    }

    private static func isOnScalars(_ span: TextSpan, of text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard span.start < span.end, span.end <= bytes.count else { return false }
        return String(validating: bytes[span.start..<span.end], as: UTF8.self) != nil
    }
}
