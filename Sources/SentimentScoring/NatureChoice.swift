import EarshotModel

/// Chooses what a mention is about, with the code of the reason.
enum NatureChoice {
    /// News before all; a question about the brand before what words such as "please add" want,
    /// unless it is a complaint; then what the label says.
    static func nature(
        of reading: Reading,
        label: SentimentLabel,
        feedKind: FeedKind?,
        wish: () -> Topic?
    ) -> (nature: Nature, reason: String) {
        if feedKind == .news { return (.news, "feed_kind_news") }
        if asks(reading) { return (.question, "question_mark") }
        if label != .negative, label != .mixed, let wish = wish(),
            let nature = Nature(rawValue: wish.name)
        {
            return (nature, "words_of_wish")
        }
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
            guard sentence.isQuestion, let first = words.first,
                !reading.quotations.isLine(at: reading.tokens[first].span)
            else { return false }
            return reading.hasHit(in: words) || reading.tokens[words].contains(where: \.isBrand)
        }
    }
}
