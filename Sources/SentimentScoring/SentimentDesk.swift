import EarshotModel

/// The places in which the texts of one language are read and weighed.
struct SentimentDesk: Sendable {
    /// The language as texts are tagged with it.
    let tag: String
    /// Whether another language's rules have to serve.
    let isAssumed: Bool
    var reading: Reading

    /// Applies the rules to what was found; the parts are empty where no reasons are kept.
    func weigh(
        _ ledger: inout ChangeLedger
    ) -> (verdict: SentimentVerdict, parts: [EvidencePart]) {
        let chain = reading.book.chain
        var tally = Tally()
        var parts: [EvidencePart] = []
        for found in reading.hits {
            var hit = found
            chain.apply(to: &hit, in: reading, &ledger)
            tally.add(hit.value)
            if ledger.isKept { parts.append(reading.part(of: hit, ledger.take())) }
        }
        return (verdict(on: tally), parts)
    }

    /// What the text is about, with the code of the reason.
    func nature(of text: ScorableText, _ label: SentimentLabel) -> (Nature, String) {
        NatureChoice.nature(
            of: reading,
            label: label,
            feedKind: text.feedKind,
            wish: { topics.first { $0.kind == .nature } }
        )
    }

    /// What the writer speaks of, in reading order; lines of others are left out.
    var topics: [Topic] {
        reading.book.topics.topics(in: reading).filter { !reading.quotations.isLine(at: $0.span) }
    }

    // MARK: -

    private func verdict(on tally: Tally) -> SentimentVerdict {
        let weights = reading.book.weights
        let scale = ScoreScale(calm: weights.scoreCalm, calmPerWord: weights.scoreCalmPerWord)
        let score = scale.score(points: tally.points, words: reading.wordCount)
        let choice = LabelChoice(
            neutralBand: reading.scope.isNarrow
                ? weights.target.neutralBand : weights.neutralBand,
            mixedLeast: weights.mixedLeast,
            mixedShare: weights.mixedShare
        )
        let label = choice.label(
            praise: tally.praise,
            blame: tally.blame,
            score: score,
            isReadable: !reading.tokens.isEmpty && !isAssumed
        )
        return SentimentVerdict(label: label, side: tally.side(of: label, weights), score: score)
    }
}
