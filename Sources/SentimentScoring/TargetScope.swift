import EarshotModel
import TextAnalysis

/// Decides which opinions are about the brand, and how much.
///
/// Without a named brand the whole text counts; so it does where only the title names it. Else
/// the text is followed as people talk: a sentence that names the brand is about it, and so are
/// those behind it until one names somebody else. Within a sentence that names the brand, clauses
/// that name somebody else and not the brand do not count, and opinions count the less the
/// farther they stand from it. What stands before the first mention counts in part.
struct TargetScope: ScoringRule {
    static let causes: Marks = .brand

    /// Whom a clause or a sentence is about.
    private enum Topic {
        case open, brand, other
    }

    /// The words nearest to the brand, over which an opinion loses nothing.
    private static let nearWords = 4
    /// Beyond so many clauses or words nothing is lost any more.
    private static let mostSteps = 8

    private var weights = TargetWeights()
    /// How much of each clause's opinions counts, in thousandths; empty where all count.
    private var shares: [Int] = []
    /// How many words stand in sentences about the brand and behind them.
    private var countedWords = 0
    /// The words that name the brand.
    private var names: [Int] = []
    /// How many sentences lie between a sentence and the brand's, while the text is followed.
    private var distance = 0
    /// Whether the text speaks to the brand, so that distance does not matter.
    private var isAddressed = false

    /// Creates a scope in which the whole text counts.
    init() {}

    /// Decides for a text; the hits' values are not asked, only where they stand.
    init(of reading: Reading, isAbout: Bool) {
        guard reading.marks.contains(.brand), !isAbout else { return }
        let named = reading.tokens.indices.filter { reading.tokens[$0].isBrand }
        let isInText = named.contains { reading.tokens[$0].field == .text }
        let hasText = reading.tokens.last?.field == .text
        guard isInText || !hasText else { return }
        weights = reading.book.weights.target
        names = named
        isAddressed = named.contains { reading.tokens[$0].isAddressed }
        shares = Array(repeating: 0, count: reading.clauseCount)
        share(out: reading)
    }

    /// Whether only parts of the text count, and the text does not speak to the brand.
    var isNarrow: Bool { !shares.isEmpty && !isAddressed }

    /// How many words the score is measured by.
    func wordCount(in reading: Reading) -> Int {
        shares.isEmpty ? reading.tokens.count : countedWords
    }

    /// Whether opinions in a clause count at all.
    func counts(_ clause: Int) -> Bool { shares.isEmpty || shares[clause] > 0 }

    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger) {
        guard !shares.isEmpty else { return }
        var share = shares[hit.clause]
        if share > 0, !isAddressed, reading.sentence(of: hit).namesBrand {
            share = share.scaled(by: nearness(of: hit, in: reading))
        }
        guard share < 1000 else { return }
        let rule: Rule = share == 0 ? .elsewhere : .nearby
        hit.change(to: hit.value.scaled(by: share), by: rule, over: nil, &ledger)
    }

    // MARK: -

    /// Follows whom the text is about, clause by clause.
    private mutating func share(out reading: Reading) {
        var topic = Topic.open
        // What says nothing of anybody lies between no opinion and its brand.
        let telling = Set(reading.hits.map(\.sentence))
        let before = reading.sentences.prefix { !$0.namesBrand }
        distance =
            1 + before.indices.count { !before[$0].words.isEmpty && telling.contains($0) }
        for (number, sentence) in reading.sentences.enumerated() where !sentence.words.isEmpty {
            let first = reading.clauseNumber(at: sentence.words.lowerBound)
            let last = reading.clauseNumber(at: sentence.words.upperBound - 1)
            let own = (first...last).map { self.topic(of: reading.clause($0), in: reading) }
            if sentence.namesBrand {
                var current = own.first { $0 != .open } ?? .brand
                if own[0] == .open { current = .brand }
                for (offset, clause) in (first...last).enumerated() {
                    if own[offset] != .open { current = own[offset] }
                    shares[clause] = current == .brand ? 1000 : otherShare
                }
                topic = .brand
                distance = 0
            } else {
                if own.contains(where: { $0 == .other }) { topic = .other }
                if telling.contains(number) {
                    distance += topic == .open ? -1 : 1
                }
                let share =
                    switch topic {
                    case .open: isAddressed ? weights.addressedShare : faded(weights.beforeShare)
                    case .brand: isAddressed ? weights.addressedShare : faded(weights.followShare)
                    case .other: otherShare
                    }
                for clause in first...last { shares[clause] = share }
            }
            guard topic == .brand || isAddressed else { continue }
            for clause in first...last where shares[clause] > 0 {
                countedWords += reading.clause(clause).count
            }
        }
    }

    /// What counts where somebody else is talked about: more where the text speaks to the brand,
    /// which is then told of others only for its own sake.
    private var otherShare: Int {
        isAddressed ? weights.addressedOtherShare : weights.otherShare
    }

    /// What is left of a share at the distance of the sentence from the brand's.
    private func faded(_ share: Int) -> Int {
        var share = share
        for _ in 1..<min(max(distance, 1), Self.mostSteps) {
            share = share.scaled(by: weights.sentenceFade)
        }
        return distance > Self.mostSteps && weights.sentenceFade < 1000 ? 0 : share
    }

    private func topic(of clause: Range<Int>, in reading: Reading) -> Topic {
        if reading.tokens[clause].contains(where: \.isBrand) { return .brand }
        return clause.contains { reading.isOtherName(at: $0) } ? .other : .open
    }

    /// How much the distance to the brand's name leaves, in thousandths.
    private func nearness(of hit: Hit, in reading: Reading) -> Int {
        let sentence = reading.sentences[hit.sentence].words
        var most = 0
        let next = firstName(from: hit.first)
        for place in [next - 1, next] where names.indices.contains(place) {
            let name = names[place]
            guard sentence.contains(name) else { continue }
            let words = name < hit.first ? hit.first - name - 1 : max(name - hit.end, 0)
            let clauses = abs(reading.clauseNumber(at: name) - hit.clause)
            var share = 1000
            for _ in 0..<min(clauses, Self.mostSteps) {
                share = share.scaled(by: weights.clauseFade)
            }
            for _ in 0..<min(max(words - Self.nearWords, 0), Self.mostSteps) {
                share = share.scaled(by: weights.wordFade)
            }
            most = max(most, share)
        }
        return most
    }

    /// The index of the first name at a word or behind it.
    private func firstName(from position: Int) -> Int {
        var low = 0
        var high = names.count
        while low < high {
            let middle = (low + high) / 2
            if names[middle] < position { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The numbers by which opinions are held to be about the brand, in thousandths.
struct TargetWeights: Sendable {
    /// What is left of an opinion with each clause between it and the brand.
    var clauseFade = 1000
    /// What is left with each word between, beyond the nearest few.
    var wordFade = 1000
    /// What counts of sentences that talk on after one about the brand.
    var followShare = 1000
    /// What counts of sentences before the first mention.
    var beforeShare = 1000
    /// What counts of other sentences where the text speaks to the brand.
    var addressedShare = 1000
    /// What is left of these shares with each further sentence.
    var sentenceFade = 1000
    /// What counts where somebody else is talked about.
    var otherShare = 1000
    /// The same where the text speaks to the brand.
    var addressedOtherShare = 1000
    /// The score up to which such a text is neutral.
    var neutralBand = 0
}
