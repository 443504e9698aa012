import EarshotModel
import TextAnalysis

/// Proposes values for words that no list holds, from texts whose sides are known.
///
/// A word is measured by how much better or worse its texts are than they were judged, beyond what
/// holds for all texts. Few texts make it count less. Nothing is put in force here: a proposal
/// comes with its counts and examples, for a person to take or leave.
public struct WordLearning {
    /// A value that a word might have.
    public struct Proposal: Equatable, Sendable {
        /// The word in small letters.
        public let word: String
        /// The value in thousandths of a point, to a tenth of one.
        public let value: Int
        /// How many texts hold the word.
        public let count: Int
        /// In how many of them the judgement erred towards the other side.
        public let agreeing: Int
        /// The first few of these texts.
        public let examples: [String]
    }

    private struct Finding {
        private(set) var sum = 0.0
        private(set) var better = Examples()
        private(set) var worse = Examples()

        var count: Int { better.count + worse.count }

        mutating func add(_ text: String, _ rest: Double) {
            sum += rest
            if rest > 0 { better.add(text) } else { worse.add(text) }
        }
    }

    private struct Examples {
        private(set) var count = 0
        private(set) var texts: [String] = []

        mutating func add(_ text: String) {
            count += 1
            if texts.count < WordLearning.mostExamples { texts.append(text) }
        }
    }

    /// So many texts without effect are thought of beside those that hold a word.
    private static let prior = 8.0
    /// The points of a word whose texts are wholly on one side and were judged neutral.
    private static let fullValue = 3.0
    /// The smallest value that is worth a person's look, in thousandths of a point.
    private static let leastValue = 500
    /// The fewest letters of a word, with the signs of Indic vowels, and the most texts shown for
    /// one.
    private static let shortestWord = 3
    private static let mostExamples = 2

    /// How many texts were read.
    public private(set) var count = 0
    private var desk: SentimentDesk
    private var findings: [String: Finding] = [:]
    private var sum = 0.0

    /// Begins without any text, by the rules of a language.
    public init(with rules: LanguageRules) {
        desk = SentimentDesk(
            tag: rules.language,
            isAssumed: false,
            reading: Reading(by: rules.book)
        )
    }

    /// Takes in a text of a side, −1 (blame) to 1 (praise); linear in the text.
    public mutating func add(_ text: String, side: Double) {
        desk.reading.read(ScorableText(text: text, language: desk.tag))
        var ledger = ChangeLedger(isKept: false)
        let judged = Double(desk.weigh(&ledger).verdict.score) / 1000
        let rest = min(max(side, -1), 1) - judged
        count += 1
        sum += rest
        for word in newWords { findings[word, default: Finding()].add(text, rest) }
    }

    /// The words with a value that at least so many texts speak for, the strongest first.
    public func proposals(leastCount: Int) -> [Proposal] {
        let usual = count == 0 ? 0 : sum / Double(count)
        return findings.compactMap { word, finding in
            finding.count < leastCount ? nil : proposal(for: word, finding, usual)
        }.sorted { one, other in
            (-abs(one.value), -one.count, one.word) < (-abs(other.value), -other.count, other.word)
        }
    }

    // MARK: -

    /// The words of the text that no list holds and that are no names, each once.
    private var newWords: Set<String> {
        let reading = desk.reading
        let bytes = reading.bytes(of: .text)
        let words = reading.tokens.indices.compactMap { index -> String? in
            let token = reading.tokens[index]
            guard token.kind == .word, !reading.isKnown(token), !reading.isOtherName(at: index)
            else { return nil }
            let word = String(decoding: bytes[token.start..<token.end], as: UTF8.self)
            return word.unicodeScalars.count < Self.shortestWord ? nil : word.lowercased()
        }
        return Set(words)
    }

    private func proposal(for word: String, _ finding: Finding, _ usual: Double) -> Proposal? {
        let count = Double(finding.count)
        let share = (finding.sum - usual * count) / (count + Self.prior)
        let value = Int((share * Self.fullValue * 10).rounded()) * 100
        guard abs(value) >= Self.leastValue else { return nil }
        let agreeing = value > 0 ? finding.better : finding.worse
        return Proposal(
            word: word,
            value: min(max(value, Lexicon.values.lowerBound), Lexicon.values.upperBound),
            count: finding.count,
            agreeing: agreeing.count,
            examples: agreeing.texts
        )
    }
}
