import EarshotModel
import TextAnalysis

/// Decides which opinions are about the brand: those that stand with it, else those near it.
///
/// Without a named brand the whole text counts. Where the brand is named, the sentences that name
/// it decide; a clause of theirs that names somebody else and not the brand does not count. Where
/// they hold no opinion, the sentence before and the two behind count in part. A brand that only
/// the title names has the whole text.
struct TargetScope: ScoringRule {
    /// How many sentences before and behind the brand's own are near it.
    private static let nearBefore = 1
    private static let nearBehind = 2

    /// How much of each sentence's opinions counts, in thousandths.
    private var shares: [Int]
    /// The clauses that do not count although their sentence does.
    private var foreignClauses: Set<Int> = []

    /// Decides for a text; the hits' values are not asked, only where they stand.
    init(of reading: Reading, isAbout: Bool, nearbyShare: Int) {
        shares = Array(repeating: 1000, count: reading.sentences.count)
        let named = Self.namedSentences(in: reading)
        let isInText = reading.tokens.contains { $0.isBrand && $0.field == .text }
        let hasText = reading.tokens.last?.field == .text
        guard !isAbout, !named.isEmpty, isInText || !hasText else { return }
        shares = Array(repeating: 0, count: reading.sentences.count)
        for sentence in named { shares[sentence] = 1000 }
        foreignClauses = Self.foreignClauses(in: named, of: reading)
        guard !reading.hits.contains(where: { share(of: $0, in: reading) > 0 }) else { return }
        foreignClauses = []
        countNeighbours(of: named, share: nearbyShare)
    }

    /// How many words stand in the sentences that count.
    func wordCount(in reading: Reading) -> Int {
        shares.indices.reduce(0) { $0 + (shares[$1] > 0 ? reading.sentences[$1].words.count : 0) }
    }

    func apply(to hit: inout Hit, in reading: Reading) {
        let share = share(of: hit, in: reading)
        guard share < 1000 else { return }
        let rule = share == 0 ? "elsewhere" : "nearby"
        hit.change(to: hit.value.scaled(by: share), by: rule, over: nil)
    }

    // MARK: -

    private func share(of hit: Hit, in reading: Reading) -> Int {
        let word = reading.tokens[hit.first]
        return foreignClauses.contains(word.clause) ? 0 : shares[word.sentence]
    }

    private mutating func countNeighbours(of named: [Int], share: Int) {
        for sentence in named {
            let near = (sentence - Self.nearBefore)...(sentence + Self.nearBehind)
            for index in near.clamped(to: 0...(shares.count - 1)) where shares[index] == 0 {
                shares[index] = share
            }
        }
    }

    private static func namedSentences(in reading: Reading) -> [Int] {
        var sentences: [Int] = []
        for token in reading.tokens where token.isBrand && sentences.last != token.sentence {
            sentences.append(token.sentence)
        }
        return sentences
    }

    /// The clauses of these sentences that name somebody else and not the brand.
    private static func foreignClauses(in sentences: [Int], of reading: Reading) -> Set<Int> {
        var named: Set<Int> = []
        var foreign: Set<Int> = []
        for index in sentences.flatMap({ Array(reading.sentences[$0].words) }) {
            let token = reading.tokens[index]
            if token.isBrand { named.insert(token.clause) }
            if reading.isOtherName(at: index) { foreign.insert(token.clause) }
        }
        return foreign.subtracting(named)
    }
}
