import EarshotModel

/// The places in which the texts of one language are read and weighed.
struct SentimentDesk: Sendable {
    /// The language as texts are tagged with it.
    let tag: String
    /// Whether another language's rules have to serve.
    let isAssumed: Bool
    var reading: Reading

    /// Reads a text and gives the verdict on it.
    mutating func verdict(on text: ScorableText) -> SentimentVerdict {
        reading.find(in: text)
        // What holds no opinion need not be parted.
        guard !reading.hits.isEmpty else { return verdict(on: Tally()) }
        reading.part(text)
        var ledger = ChangeLedger(isKept: false)
        return weigh(&ledger).verdict
    }

    /// Reads a text and gives the judgement on it with the reasons.
    mutating func judgement(on text: ScorableText) -> Judgement {
        reading.read(text)
        var ledger = ChangeLedger(isKept: true)
        let (verdict, parts) = weigh(&ledger)
        let (nature, reason) = nature(of: text, verdict.label)
        return Judgement(
            label: verdict.label,
            score: verdict.score,
            evidence: Evidence(parts: parts),
            nature: nature,
            natureReason: reason,
            language: tag.isEmpty ? "und" : tag,
            isLanguageAssumed: isAssumed
        )
    }

    /// Reads a text and gives what it is about where somebody says what it feels.
    mutating func nature(of text: ScorableText, labelled label: SentimentLabel) -> (
        nature: Nature, reason: String
    ) {
        reading.read(text)
        return nature(of: text, label)
    }

    /// Reads a text and gives what it speaks of.
    mutating func topics(of text: ScorableText) -> [Topic] {
        reading.read(text)
        return topics
    }

    // MARK: -

    /// Applies the rules to what was found; the parts are empty where no reasons are kept.
    mutating func weigh(
        _ ledger: inout ChangeLedger
    ) -> (verdict: SentimentVerdict, parts: [EvidencePart]) {
        var tally = Tally()
        var parts: [EvidencePart] = []
        for found in reading.hits {
            var hit = found
            reading.book.chain.apply(to: &hit, in: reading, &ledger)
            tally.add(hit.value)
            if ledger.isKept { parts.append(reading.part(of: hit, ledger.take())) }
        }
        return (verdict(on: tally), parts)
    }

    /// What the text is about, with the code of the reason.
    private func nature(of text: ScorableText, _ label: SentimentLabel) -> (Nature, String) {
        NatureChoice.nature(
            of: reading,
            label: label,
            feedKind: text.feedKind,
            wish: { topics.first { $0.kind == .nature } }
        )
    }

    /// What the writer speaks of, in reading order; lines of others are left out.
    private var topics: [Topic] {
        reading.book.topics.topics(in: reading).filter { !reading.quotations.isLine(at: $0.span) }
    }

    @inline(__always)
    private func verdict(on tally: Tally) -> SentimentVerdict {
        let book = reading.book
        let scale = ScoreScale(
            calm: book.weights.scoreCalm,
            calmPerWord: book.weights.scoreCalmPerWord
        )
        let score = scale.score(points: tally.points, words: reading.wordCount)
        let choice = LabelChoice(
            neutralBand: reading.scope.isNarrow
                ? book.weights.target.neutralBand : book.weights.neutralBand,
            mixedLeast: book.weights.mixedLeast,
            mixedShare: book.weights.mixedShare
        )
        let label = choice.label(
            praise: tally.praise,
            blame: tally.blame,
            score: score,
            isReadable: !reading.tokens.isEmpty && !isAssumed
        )
        let side = tally.side(of: label, book.weights)
        return SentimentVerdict(label: label, side: side, score: score)
    }
}
