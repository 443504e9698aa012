import EarshotModel
import Foundation
import SentimentScoring

/// Measures how fast texts are judged in this process, on one thread.
struct SentimentBench {
    /// How often the file is judged; the fastest time counts.
    private static let rounds = 10

    let scorer: SentimentScorer

    /// The speed over the texts of a file of questions as one line.
    func report(on path: String) throws -> String {
        let decoder = JSONDecoder()
        let texts = try Data(contentsOf: URL(fileURLWithPath: path)).split(separator: 0x0A)
            .map { line in
                let question = try decoder.decode(ScoreQuestion.self, from: line)
                return ScorableText(
                    text: question.text,
                    language: question.lang,
                    target: question.target
                )
            }
        let bytes = texts.reduce(0) { $0 + $1.text.utf8.count }
        var reader = scorer.makeReader()
        var sum = 0
        var best = Double.infinity
        for _ in 0..<Self.rounds {
            let start = clock()
            // A text is lent and not copied, as whoever keeps one would lend it.
            let texts = texts.span
            for index in texts.indices { sum &+= reader.verdict(on: texts[index]).score }
            best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC))
        }
        let megabytes = Double(bytes) / max(best, .leastNonzeroMagnitude) / 1e6
        let rate = Double(texts.count) / max(best, .leastNonzeroMagnitude)
        return "\(texts.count) texts, \(bytes) bytes, sum \(sum): "
            + String(format: "%.1f MB/s, %.0f texts/s of CPU time\n", megabytes, rate)
    }
}
