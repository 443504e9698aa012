import EarshotModel
import SentimentScoring
import Testing

@Suite struct SentimentScorerTests {
    @Test(arguments: [
        ("en", "en", false), ("en-GB", "en-GB", false), ("EN_us", "EN_us", false),
        (nil, "und", true), ("", "und", true), ("und", "und", true), ("sv", "sv", true),
    ])
    func `a language without rules is judged with English and says so`(
        tag: String?,
        language: String,
        isAssumed: Bool
    ) throws {
        let judgement = try SmallRules.scorer().judge(ScorableText(text: "good", language: tag))
        #expect(judgement.language == language)
        #expect(judgement.isLanguageAssumed == isAssumed)
        #expect(judgement.label == .positive)
    }

    @Test func `a language with rules is judged with them`() throws {
        let swedish = try LanguageRules(
            language: "sv",
            files: SmallRules.files.merging(["lexicon.tsv": "bra\t2\ngood\t-1\n"]) { $1 }
        )
        let scorer = SentimentScorer(languages: [try SmallRules.rules(), swedish])
        #expect(scorer.languages == ["en", "sv"])
        #expect(scorer.judge(ScorableText(text: "good", language: "sv-SE")).label == .negative)
        #expect(scorer.judge(ScorableText(text: "good", language: "en")).label == .positive)
    }

    @Test func `without any rules no text is decided`() {
        let scorer = SentimentScorer(languages: [])
        #expect(scorer.judge(ScorableText(text: "good")).label == .abstain)
        #expect(scorer.judge(ScorableText(text: " ")).label == .abstain)
        #expect(scorer.judge(ScorableText(text: "x", feedKind: .news)).nature == .news)
    }

    @Test func `a language without rules is decided only by words that tell`() throws {
        let scorer = try SmallRules.scorer()
        let told = scorer.judge(ScorableText(text: "tämä on good", language: "fi"))
        #expect(told.label == .positive && told.isLanguageAssumed)
        let untold = scorer.judge(ScorableText(text: "tämä on talo", language: "fi"))
        #expect(untold.label == .abstain && scorer.side(of: untold) == .neutral)
        #expect(scorer.judge(ScorableText(text: "a house", language: "en")).label == .neutral)
    }

    @Test(arguments: ["", "  \n", "...", "\u{200B}"])
    func `only a text without a word is not judged`(text: String) throws {
        #expect(try SmallRules.judge(text).label == .abstain)
        #expect(try SmallRules.judge(text + "x").label == .neutral)
    }

    @Test func `title and text are one, and spans name their field`() throws {
        let judgement = try SmallRules.scorer().judge(
            ScorableText(title: "Great", text: "but bad", language: "en")
        )
        #expect(
            judgement.evidence.parts.map(\.span) == [
                TextSpan(field: .title, start: 0, end: 5), TextSpan(field: .text, start: 4, end: 7),
            ]
        )
        #expect(judgement.evidence.points == 1000)
    }

    @Test func `a long review tends to the mean of its opinions and does not saturate`() throws {
        let scores = try [1, 40, 400, 4000].map { count in
            try SmallRules.judge(String(repeating: "good and bad and great, ", count: count)).score
        }
        #expect(scores == scores.sorted())
        #expect(scores.allSatisfy { (1...857).contains($0) })
    }

    @Test func `spans that do not fit the text do no harm`() throws {
        let spans = [(0, 0), (2, 900), (700, Int.max)].map {
            TextSpan(field: .text, start: $0.0, end: $0.1)
        }
        let text = ScorableText(text: "é good bad", language: "en", brandSpans: spans)
        #expect(try SmallRules.scorer().judge(text).evidence.parts.isEmpty)
    }

    @Test(arguments: [
        (SentimentLabel.positive, [-900], SentimentLabel.positive), (.negative, [9], .negative),
        (.neutral, [900], .neutral), (.abstain, [900], .neutral), (.mixed, [900, -500], .positive),
        (.mixed, [500, -900], .negative), (.mixed, [600, -400], .positive), (.mixed, [], .neutral),
        (.mixed, [100, 100, 100, 100, 100, -400, 80], .neutral),
        (.mixed, [100, 100, 100, 100, 100, -300, 80], .positive),
        (.mixed, [-601, 399], .negative),
    ])
    func `a mixed text takes its stronger side unless the two are even`(
        label: SentimentLabel,
        points: [Int],
        expected: SentimentLabel
    ) throws {
        let span = TextSpan(field: .text, start: 0, end: 1)
        let judgement = Judgement(
            label: label,
            score: points.reduce(0, +),
            evidence: Evidence(parts: points.map { EvidencePart(span: span, term: "x", base: $0) }),
            nature: .other,
            natureReason: "no_opinion",
            language: "en-GB",
            isLanguageAssumed: false
        )
        #expect(try SmallRules.scorer().side(of: judgement) == expected)
    }
}
