import EarshotModel

/// Chooses what a mention is about, with the code of the reason.
enum NatureChoice {
    /// News before all; a question about the brand before its label; then what the label says.
    static func nature(
        of reading: Reading,
        label: SentimentLabel,
        feedKind: FeedKind?
    ) -> (nature: Nature, reason: String) {
        if feedKind == .news { return (.news, "feed_kind_news") }
        if asks(reading) { return (.question, "question_mark") }
        switch label {
        case .negative, .mixed: return (.complaint, "negative_label")
        case .positive: return (.praise, "positive_label")
        case .neutral, .abstain: return (.other, "no_opinion")
        }
    }

    /// Whether a question mark ends a sentence that holds an opinion or the brand.
    private static func asks(_ reading: Reading) -> Bool {
        reading.sentences.contains { sentence in
            let words = sentence.words
            guard sentence.isQuestion else { return false }
            return reading.hasHit(in: words) || reading.tokens[words].contains(where: \.isBrand)
        }
    }
}
