import EarshotModel
import SentimentScoring
import Testing

@Suite struct JudgementChangeTests {
    private static let text = "It is not bad, but dead on arrival."

    private static func span(_ words: String) -> TextSpan {
        let before = text.firstRange(of: words).map { text[..<$0.lowerBound].utf8.count } ?? 0
        return TextSpan(field: .text, start: before, end: before + words.utf8.count)
    }

    private static func part(
        _ term: String,
        _ base: Int,
        _ changes: [EvidenceChange] = [],
        kind: EvidenceKind = .word
    ) -> EvidencePart {
        EvidencePart(span: span(term), term: term, base: base, kind: kind, changes: changes)
    }

    private static let turned = EvidenceChange(rule: "negation", span: span("not"), points: 2500)

    private static func judgement(
        _ label: SentimentLabel,
        _ parts: [EvidencePart] = [],
        nature: Nature = .other,
        score: Int = 0
    ) -> Judgement {
        Judgement(
            label: label,
            score: score,
            evidence: Evidence(parts: parts),
            nature: nature,
            natureReason: "none",
            language: "en",
            isLanguageAssumed: false
        )
    }

    private static func change(from before: Judgement, to after: Judgement) throws
        -> JudgementChange
    {
        try #require(JudgementChange(from: before, to: after, title: "", text: text))
    }

    @Test func `the same judgement is no change`() {
        let judgement = Self.judgement(.positive, [Self.part("bad", -2000, [Self.turned])])
        let change = JudgementChange(from: judgement, to: judgement, title: "", text: Self.text)
        #expect(change == nil)
    }

    @Test func `a new term counts as a whole, and a rule that is gone is named with its words`()
        throws
    {
        let broken = EvidenceChange(rule: "contrast", span: Self.span("but"), points: -200)
        let change = try Self.change(
            from: Self.judgement(.positive, [Self.part("bad", -2000, [Self.turned])]),
            to: Self.judgement(
                .negative,
                [
                    Self.part("bad", -2000),
                    Self.part("dead on arrival", -3000, [broken], kind: .event),
                ]
            )
        )
        #expect(change.isFlip)
        let (new, gone) = (change.causes.first, change.causes.last)
        #expect(change.causes.count == 2)
        #expect(new?.term == "dead on arrival" && new?.kind == .event && new?.rule == nil)
        #expect(new?.before == nil && new?.after == -3200 && new?.points == -3200)
        #expect(gone?.term == "bad" && gone?.rule == "negation" && gone?.words == "not")
        #expect(gone?.before == 2500 && gone?.after == nil && gone?.points == -2500)
    }

    @Test func `a term of another value and a rule of another strength are told with both`() throws
    {
        let weaker = EvidenceChange(rule: "negation", span: Self.span("not"), points: 1000)
        let change = try Self.change(
            from: Self.judgement(.neutral, [Self.part("bad", -2000, [Self.turned])]),
            to: Self.judgement(.neutral, [Self.part("bad", -1500, [weaker])])
        )
        #expect(!change.isFlip)
        #expect(change.causes.map(\.rule) == ["negation", nil])
        #expect(change.causes.map(\.before) == [2500, -2000])
        #expect(change.causes.map(\.after) == [1000, -1500])
    }

    @Test(arguments: 0..<20)
    func `the differences sum to that of the points`(seed: Int) throws {
        let terms = ["not", "bad", "but", "dead", "arrival", "dead on arrival"]
        func parts(_ seed: Int) -> [EvidencePart] {
            terms.enumerated().filter { (seed >> $0.offset) & 1 == 1 }.map { place, term in
                let change = EvidenceChange(rule: "r\(seed % 3)", span: nil, points: seed * place)
                return Self.part(term, place * 100 - seed, seed % 2 == 0 ? [change, change] : [])
            }
        }
        let change = try Self.change(
            from: Self.judgement(.neutral, parts(seed * 7 + 3)),
            to: Self.judgement(.mixed, parts(seed * 11 + 5))
        )
        let difference = change.after.evidence.points - change.before.evidence.points
        #expect(change.causes.reduce(0) { $0 + $1.points } == difference)
    }

    @Test func `another nature alone is a flip, and another score alone is none`() throws {
        let before = Self.judgement(.neutral)
        let other = try Self.change(
            from: before,
            to: Self.judgement(.neutral, nature: .question)
        )
        #expect(other.isFlip && other.causes.isEmpty)
        let weaker = try Self.change(from: before, to: Self.judgement(.neutral, score: 20))
        #expect(!weaker.isFlip)
    }

    @Test func `words that do not fit the text are left out`() throws {
        let far = EvidenceChange(
            rule: "negation",
            span: TextSpan(field: .title, start: 3, end: 900),
            points: 7
        )
        let change = try Self.change(
            from: Self.judgement(.neutral, [Self.part("bad", -2000)]),
            to: Self.judgement(.neutral, [Self.part("bad", -2000, [far])])
        )
        #expect(change.causes.map(\.words) == [nil])
    }
}
