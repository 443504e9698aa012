import EarshotModel
import EarshotTesting
import SentimentScoring

/// Texts by chance: what the rules look for, words of many scripts, and arbitrary scalars.
struct RandomReview {
    private static let pieces = [
        "good", "GREAT", "bad", "awful", "not", "no one", "don’t", "very", "slightly", "but",
        "although", "Acme", "Globex", "😡", "😍", ":(", "★★☆☆☆", "1/5", "9 out of 10", "!", "?!",
        ".", ",", "\n", "refused a refund", "waited 3 days", "kind of", "@good", "#bad",
        "https://a.example/x", "5 out of", "out of 10", "★", "é", "中文", "\u{0}", "\u{2028}",
        "e\u{301}", "👩‍👩‍👧", "🇸🇪", "\u{202E}", "“", "—",
    ]
    private static let foreign = [
        "மிகவும் நன்று", "बहुत अच्छा", "قطار", "ממש טוב", "очень хорошо", "πολύ καλό", "とても良い",
        "ดีมาก", "아주 좋다", "ძალიან", "ខ្មែរ", "שָׁלוֹם", "ﷺ", "ǅ", "İı", "ﬁn",
    ]

    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// A text of at most so many pieces.
    mutating func text(pieces most: Int = 60) -> String {
        (0..<Int.random(in: 0...most, using: &generator)).map { _ in piece() }.joined()
    }

    /// A mention whose every field is by chance; its spans may miss the texts.
    mutating func mention() -> ScorableText {
        ScorableText(
            title: text(pieces: 8),
            text: text(),
            language: ["en", "sv", "und", "", nil].randomElement(using: &generator) ?? nil,
            feedKind: ([nil] + FeedKind.allCases).randomElement(using: &generator) ?? nil,
            brandSpans: (0..<Int.random(in: 0...3, using: &generator)).map { _ in span() },
            target: ["Acme", "good", "", "★", nil].randomElement(using: &generator) ?? nil,
            isAbout: Bool.random(using: &generator)
        )
    }

    private mutating func span() -> TextSpan {
        let start = Int.random(in: 0...200, using: &generator)
        return TextSpan(
            field: Bool.random(using: &generator) ? .title : .text,
            start: start,
            end: start + Int.random(in: 0...300, using: &generator)
        )
    }

    private mutating func piece() -> String {
        let gap = Bool.random(using: &generator) ? " " : ""
        switch Int.random(in: 0..<8, using: &generator) {
        case 0:
            let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &generator))
            return String(scalar ?? " ") + gap
        case 1: return (Self.foreign.randomElement(using: &generator) ?? "") + gap
        default: return (Self.pieces.randomElement(using: &generator) ?? "") + gap
        }
    }
}
