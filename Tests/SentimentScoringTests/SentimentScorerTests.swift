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

    @Test func `without any rules every text is neutral`() {
        let scorer = SentimentScorer(languages: [])
        #expect(scorer.judge(ScorableText(text: "good")).label == .neutral)
        #expect(scorer.judge(ScorableText(text: " ")).label == .abstain)
        #expect(scorer.judge(ScorableText(text: "x", feedKind: .news)).nature == .news)
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

    @Test func `a long review does not saturate`() throws {
        let short = try SmallRules.judge("good and bad and great")
        let long = try SmallRules.judge(
            String(repeating: "good and bad and great, ", count: 40)
        )
        #expect(long.score < 800)
        #expect(short.score > 0)
    }

    @Test func `spans that do not fit the text do no harm`() throws {
        let spans = [(0, 0), (2, 900), (700, Int.max)].map {
            TextSpan(field: .text, start: $0.0, end: $0.1)
        }
        let text = ScorableText(text: "é good bad", language: "en", brandSpans: spans)
        #expect(try SmallRules.scorer().judge(text).evidence.parts.isEmpty)
    }
}

/// Texts made at random from what the rules look for and from arbitrary scalars.
@Suite struct SentimentPropertyTests {
    private static let pieces = [
        "good", "GREAT", "bad", "awful", "not", "no one", "don’t", "very", "slightly", "but",
        "although", "Acme", "Globex", "😡", "😍", ":(", "★★☆☆☆", "1/5", "9 out of 10", "!", "?!", ".",
        ",", "\n", "refused a refund", "waited 3 days", "kind of", "@good", "#bad",
        "https://a.example/x",
        "é", "中文", "\u{0}", "\u{2028}", "e\u{301}", "👩‍👩‍👧", "🇸🇪", "\u{202E}", "“", "—",
    ]

    private static func text(seed: UInt64) -> String {
        var generator = SplitMix(state: seed)
        return (0..<Int.random(in: 0...60, using: &generator)).map { _ in
            let gap = Bool.random(using: &generator) ? " " : ""
            guard Int.random(in: 0..<8, using: &generator) > 0 else {
                let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator))
                return String(scalar ?? " ") + gap
            }
            return (pieces.randomElement(using: &generator) ?? "") + gap
        }.joined()
    }

    @Test func `parts sum to the points, and the score has their sign`() throws {
        let scorer = try SmallRules.scorer()
        for seed in 0..<2000 {
            let text = Self.text(seed: UInt64(seed))
            let judgement = scorer.judge(
                ScorableText(title: "Acme", text: text, language: "en", target: "Acme")
            )
            let points = judgement.evidence.parts.map(\.points).reduce(0, +)
            #expect(judgement.evidence.points == points)
            #expect(judgement.score.signum() == points.signum(), "\(text)")
            #expect((-1000...1000).contains(judgement.score))
        }
    }

    @Test func `spans lie in the text, in order, and share no byte`() throws {
        let scorer = try ShippedRules.scorer()
        for seed in 0..<500 {
            let text = Self.text(seed: UInt64(seed))
            let parts = scorer.judge(ScorableText(text: text, language: "en")).evidence.parts
            #expect(parts.allSatisfy { $0.span.start >= 0 && $0.span.end <= text.utf8.count })
            #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.span.end <= $1.span.start })
        }
    }

    @Test func `the same text scores the same`() throws {
        let (first, second) = (try SmallRules.scorer(), try SmallRules.scorer())
        for seed in 0..<200 {
            let text = ScorableText(text: Self.text(seed: UInt64(seed)), target: "Acme")
            #expect(first.judge(text) == second.judge(text))
        }
    }
}

/// A small generator whose numbers are the same everywhere (SplitMix64).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
