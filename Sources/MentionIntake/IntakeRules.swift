public import CaseHandling
public import EarshotModel
public import MentionDetection
public import RecordLinkage
public import RecordStorage
public import SentimentScoring
public import TrendAnalysis

/// Everything that decides what becomes of an entry, at one moment.
public struct IntakeRules: Sendable {
    /// The version of the rules, kept with every judgement.
    public let version: RecordID<Ruleset>
    /// The brands by identity.
    public let brands: [Brand.ID: Brand]
    /// Finds brands.
    public let detector: MentionDetector
    /// Judges mentions.
    public private(set) var scorer: SentimentScorer
    /// Tells noise from what somebody says to us.
    let noise: NoiseDetector
    /// Links mentions to customers.
    public private(set) var linker: RecordLinker
    /// Names and addresses that are nobody's own.
    let impersonal: ImpersonalNames
    /// The company's settings.
    public let desk: DeskRules
    /// The zone of daily counts.
    public let zone: TrendZone

    init(
        version: RecordID<Ruleset>,
        ruleset: Ruleset,
        scorer: SentimentScorer,
        linking: LinkRules,
        noise: NoiseRules,
        customers: Int,
        desk: DeskRules
    ) throws(IntakeError) {
        guard let zone = TrendZone(identifier: desk.policy.zone) else {
            throw .unknownZone(desk.policy.zone)
        }
        self.zone = zone
        self.version = version
        brands = Dictionary(ruleset.brands.map { ($0.id, $0) }) { first, _ in first }
        detector = MentionDetector(brands: ruleset.brands)
        self.scorer = scorer
        self.noise = NoiseDetector(rules: noise, ownSites: desk.policy.ownSites)
        linker = RecordLinker(rules: linking, population: customers)
        impersonal = linking.impersonalNames
        self.desk = desk
    }
}

extension IntakeRules {
    /// The version of what judges, kept with every judgement.
    public static let engineVersion = "lexicon/\(SentimentScorer.engineVersion)"

    /// The same rules with another judge.
    public func judging(by scorer: SentimentScorer) -> IntakeRules {
        var rules = self
        rules.scorer = scorer
        return rules
    }

    /// The same rules over records of that many customers.
    func linking(among customers: Int, by linking: LinkRules) -> IntakeRules {
        var rules = self
        rules.linker = RecordLinker(rules: linking, population: customers)
        return rules
    }

    /// What the engine thinks of one mention in an entry; nothing by rules with a mistake.
    func judgement(of mention: Mention, in entry: Entry, from feed: Feed) throws(IntakeError)
        -> Judgement
    {
        try judgement(on: ScorableText(mention, in: entry, of: FeedTraits(feed)))
    }

    /// What the engine thinks of a text; nothing by rules with a mistake.
    func judgement(on text: ScorableText) throws(IntakeError) -> Judgement {
        let judgement = scorer.judge(text)
        if let mistake = scorer.mistake(behind: judgement) { throw .brokenRules("\(mistake)") }
        return judgement
    }
}
