public import EarshotModel

/// Tells advertisements, tickers, press releases and our own people from those who speak to us.
///
/// Different signs of one kind must come together. Whoever blames or asks and says "I" or "we"
/// outside these signs is a person, and what a person says is never noise; an advertisement blames
/// nobody. Of our own people the address tells, whatever they write.
public struct NoiseDetector: Sendable {
    private let rules: NoiseRules
    private let own: OwnSites

    /// Creates a detector; `ownSites` are domains and pages of the company.
    public init(rules: NoiseRules, ownSites: [String] = []) {
        self.rules = rules
        own = OwnSites(ownSites)
    }

    /// Why an entry that was judged so is noise; `nil` when it is none.
    public func noise(in entry: Entry, judgedAs judgement: Judgement) -> Noise? {
        if let site = own.site(of: entry.authors) {
            return Noise(kind: .ownStaff, reason: "the author writes from \(site)")
        }
        let phrases = phrases(in: entry.title).union(phrases(in: entry.text))
        let isPersonal = phrases.contains { isPerson($0, in: judgement.language) }
        guard !(isPersonal && judgement.blamesOrAsks) else { return nil }
        for kind in NoiseRules.kinds where !(kind.isAdvertisement && judgement.blames) {
            let signs = phrases.filter { rules.phrases[$0].weights[kind] != nil }
            let weight = signs.reduce(0) { $0 + (rules.phrases[$1].weights[kind] ?? 0) }
            guard let least = rules.least[kind], weight >= least else { continue }
            return Noise(kind: kind, reason: reason(signs))
        }
        return nil
    }

    // MARK: -

    /// The phrases of a text, by their numbers, without those that stand within a longer one.
    private func phrases(in text: String) -> Set<Int> {
        let found = rules.finder.occurrences(in: text.utf8.span).sorted { left, right in
            let (left, right) = (left.range, right.range)
            return left.lowerBound == right.lowerBound
                ? left.upperBound > right.upperBound : left.lowerBound < right.lowerBound
        }
        var end = 0
        var phrases: Set<Int> = []
        for occurrence in found where occurrence.range.upperBound > end {
            end = occurrence.range.upperBound
            phrases.insert(occurrence.name)
        }
        return phrases
    }

    private func isPerson(_ phrase: Int, in language: String) -> Bool {
        let languages = rules.phrases[phrase].persons
        let base = language.prefix { $0 != "-" }
        return languages.contains("*") || languages.contains { $0 == base }
    }

    /// The signs in the order of the file.
    private func reason(_ signs: Set<Int>) -> String {
        let spellings = signs.sorted().map { "\"\(rules.phrases[$0].spelling)\"" }
        return "says " + spellings.joined(separator: ", ")
    }
}

extension NoiseKind {
    /// Whether somebody offers something with it.
    fileprivate var isAdvertisement: Bool { self == .jobAd || self == .coupon }
}

extension Judgement {
    fileprivate var blames: Bool {
        label == .negative || label == .mixed || nature == .complaint
    }

    fileprivate var blamesOrAsks: Bool {
        blames || label == .abstain || [.question, .suggestion, .sales].contains(nature)
    }
}
