import EarshotModel
import Testing

@Suite struct ConfidenceTests {
    private func judgement(
        _ label: SentimentLabel,
        _ score: Int,
        _ points: [Int],
        on extent: EntryExtent = .full,
        isLanguageAssumed: Bool = false
    ) -> Judgement {
        Judgement(
            label: label,
            score: score,
            evidence: Evidence(
                parts: points.map {
                    EvidencePart(
                        span: TextSpan(field: .text, start: 0, end: 1),
                        term: "x",
                        base: $0
                    )
                }
            ),
            nature: .other,
            natureReason: "test",
            language: "en",
            isLanguageAssumed: isLanguageAssumed
        ).judged(on: extent)
    }

    @Test func `strong words with one voice are surer than weak ones, and than a quarrel`() {
        let strong = Confidence(of: judgement(.negative, -800, [-4000, -2000]))
        let weak = Confidence(of: judgement(.negative, -200, [-1000]))
        let quarrel = Confidence(of: judgement(.negative, -200, [-3000, 2000]))
        #expect(strong.thousandths == 900 && weak.thousandths == 600)
        #expect(quarrel.thousandths == 360)
        #expect(strong.limit == nil)
    }

    @Test(arguments: [
        (EntryExtent.headline, 500, Confidence.Limit.headline), (.excerpt, 750, .excerpt),
    ])
    func `less of a text allows less, however clear its words`(
        extent: EntryExtent,
        most: Int,
        limit: Confidence.Limit
    ) {
        let capped = Confidence(of: judgement(.negative, -900, [-9000], on: extent))
        #expect(capped.thousandths == most && capped.limit == limit)
        let low = Confidence(of: judgement(.negative, -100, [-3000, 2500], on: extent))
        #expect(low.thousandths < most && low.limit == limit)
    }

    @Test func `the narrowest limit counts`() {
        let both = judgement(.positive, 900, [9000], on: .excerpt, isLanguageAssumed: true)
        #expect(Confidence(of: both).limit == .language)
        #expect(Confidence(of: both).thousandths == 400)
    }

    @Test func `nothing found, everything balanced and not decidable`() {
        #expect(Confidence(of: judgement(.neutral, 0, [])).thousandths == 520)
        #expect(Confidence(of: judgement(.mixed, 0, [2000, -2000])).thousandths == 1000)
        #expect(Confidence(of: judgement(.abstain, 0, [2000])).thousandths == 0)
        #expect(Confidence(of: judgement(.positive, 900, [])).thousandths == 950)
    }

    @Test(arguments: SentimentLabel.allCases)
    func `it stays within its bounds whatever the numbers are`(label: SentimentLabel) {
        for score in [-1000, -1, 0, 1, 1000] {
            for points in [[], [Int.max / 2], [Int.min / 2, Int.max / 2], [0]] {
                let found = Confidence(of: judgement(label, score, points)).thousandths
                #expect((0...1000).contains(found))
            }
        }
    }

    @Test(arguments: [(0, "0.00"), (4, "0.00"), (45, "0.05"), (995, "1.00"), (1000, "1.00")])
    func `it is told as a share with two decimals`(thousandths: Int, share: String) {
        #expect(Confidence.share(thousandths) == share)
    }
}

@Suite struct StarsDisagreeTests {
    private func evidence(_ parts: [(EvidenceKind, Int)]) -> Evidence {
        let span = TextSpan(field: .text, start: 0, end: 1)
        return Evidence(
            parts: parts.map { EvidencePart(span: span, term: "x", base: $1, kind: $0) }
        )
    }

    @Test func `stars and words that say the opposite of one another are told`() {
        #expect(evidence([(.rating, 3500), (.word, -2000)]).starsDisagree)
        #expect(evidence([(.event, 2500), (.rating, -3500)]).starsDisagree)
    }

    @Test func `stars without words, words without stars and a slight doubt agree`() {
        #expect(!evidence([(.rating, 3500)]).starsDisagree)
        #expect(!evidence([(.word, -3500), (.word, 3500)]).starsDisagree)
        #expect(!evidence([(.rating, 3500), (.word, -900)]).starsDisagree)
        #expect(!evidence([(.rating, -3500), (.word, -900)]).starsDisagree)
    }

    @Test func `they keep a judgement from being surer`() {
        let judgement = Judgement(
            label: .positive,
            score: 700,
            evidence: evidence([(.rating, 9500), (.word, -1000)]),
            nature: .praise,
            natureReason: "positive_label",
            language: "en",
            isLanguageAssumed: false
        )
        #expect(Confidence(of: judgement).limit == .stars)
        #expect(Confidence(of: judgement).thousandths == 600)
    }
}
