public import EarshotModel
import TextAnalysis

/// The judgement on a text in short: without the reasons and what it is about.
public struct SentimentVerdict: Hashable, Sendable {
    /// The label.
    public let label: SentimentLabel
    /// The label in three words, as `SentimentScorer.side(of:)` gives it.
    public let side: SentimentLabel
    /// The strength in thousandths, −1000 to 1000.
    public let score: Int
}

/// Judges one text after another in the same places, so that most texts need no memory of their
/// own.
///
/// The answers are those of the scorer that made it, whatever was read before.
public struct SentimentReader: Sendable {
    private let rules: RuleShelf
    /// The places of the languages met so far.
    private var desks: [SentimentDesk] = []
    /// At which of them the text before was read.
    private var place = 0

    init(_ rules: RuleShelf) {
        self.rules = rules
    }

    /// The verdict on a text; the reasons are not collected.
    public mutating func verdict(on text: ScorableText) -> SentimentVerdict {
        guard isSeated(for: text) || sit(down: language(of: text)) else {
            return SentimentVerdict(label: .abstain, side: .neutral, score: 0)
        }
        defer { clearAway(text) }
        return desks[place].verdict(on: text)
    }

    /// The judgement on a text with its reasons, and what it is about.
    public mutating func judgement(on text: ScorableText) -> Judgement {
        let tag = language(of: text)
        guard sit(down: tag) else { return unread(text, tagged: tag) }
        defer { clearAway(text) }
        return desks[place].judgement(on: text)
    }

    /// What a text is about where somebody says what it feels; `nil` without rules that read it.
    mutating func nature(of text: ScorableText, labelled label: SentimentLabel) -> (
        nature: Nature, reason: String
    )? {
        guard sit(down: language(of: text)) else { return nil }
        defer { clearAway(text) }
        return desks[place].nature(of: text, labelled: label)
    }

    /// What a text speaks of and why it may not wait, in reading order.
    mutating func topics(of text: ScorableText) -> [Topic] {
        guard sit(down: language(of: text)) else { return [] }
        defer { clearAway(text) }
        return desks[place].topics(of: text)
    }

    /// Whether places are kept for texts of a language.
    func keeps(_ tag: String) -> Bool { desks.contains { $0.tag == tag } }

    // MARK: - Languages

    /// Whether a text says that it is of the language of the text before.
    private func isSeated(for text: ScorableText) -> Bool {
        guard let language = text.language, !language.isEmpty, place < desks.count else {
            return false
        }
        return desks[place].tag == language
    }

    /// Goes to the desk of a language; false where no rules can read it.
    private mutating func sit(down tag: String) -> Bool {
        if let known = desks.firstIndex(where: { $0.tag == tag }) {
            place = known
            return true
        }
        guard let desk = makeDesk(tag) else { return false }
        if desks.count > Self.mostDesks { desks = [] }
        place = desks.count
        desks.append(desk)
        return true
    }

    /// Gives up places that a huge text has made large, so that nobody keeps them for the next.
    private mutating func clearAway(_ text: ScorableText) {
        let bytes = text.title.utf8.count + text.text.utf8.count
        let words = desks[place].reading.tokens.capacity
        if bytes > Self.mostBytes || words > Self.mostWords { desks.remove(at: place) }
    }

    private func makeDesk(_ tag: String) -> SentimentDesk? {
        let own = rules[SentimentScorer.primaryTag(tag)]
        guard let book = own ?? rules[SentimentScorer.fallbackLanguage] else { return nil }
        return SentimentDesk(tag: tag, isAssumed: own == nil, reading: Reading(by: book))
    }

    /// So many languages and spellings of their tags are kept apart.
    private static let mostDesks = 32

    /// The largest text and the most words whose places are kept for the next.
    private static let mostBytes = 1 << 16
    private static let mostWords = 1 << 14

    /// The language that a text is known or guessed to have; empty where nothing tells.
    private func language(of text: ScorableText) -> String {
        if let language = text.language, !language.isEmpty { return language }
        let hint = text.languageHint
        let isOurs = hint.map { rules.holds(SentimentScorer.primaryTag($0)) } ?? true
        guard isOurs else { return hint ?? "" }
        let primary = hint.map(SentimentScorer.primaryTag)
        let guess = rules.guesser.language(
            of: text.withoutNames,
            hint: primary,
            usual: SentimentScorer.fallbackLanguage
        )
        return guess == primary ? hint ?? guess ?? "" : guess ?? ""
    }

    /// The judgement on a text that no rules can read.
    private func unread(_ text: ScorableText, tagged tag: String) -> Judgement {
        Judgement(
            label: .abstain,
            score: 0,
            evidence: Evidence(parts: []),
            nature: text.feedKind == .news ? .news : .other,
            natureReason: text.feedKind == .news ? "feed_kind_news" : "no_opinion",
            language: tag.isEmpty ? "und" : tag,
            isLanguageAssumed: true
        )
    }
}
