import Administration
import EarshotModel
import RecordStorage

/// A mention, for programs.
struct MentionDocument: Encodable {
    let id: String
    let brand: String
    let isOwnBrand: Bool
    let link: String?
    let title: String
    let text: String
    let spans: [TextSpan]
    let reason: String
    let author: EntryAuthor?
    let feed: String
    let feedKind: FeedKind
    let triage: TriageState
    let dismissedReason: DismissalReason?
    let isHistory: Bool
    let noise: NoiseKind?
    let noiseReason: String?
    let publishedAt: String
    let firstSeenAt: String
    let label: SentimentLabel
    /// The label in three words: a mixed text takes its stronger side.
    let side: SentimentLabel
    let score: Double
    let points: Int
    let evidence: Evidence
    let confidence: Double
    let confidenceLimit: Confidence.Limit?
    let starsDisagree: Bool
    let nature: Nature
    let natureReason: String
    let language: String
    let isLanguageAssumed: Bool
    let customer: String?
    let linkProbability: Double
    let linkDecision: LinkDecision
    let linkReasons: [LinkFactor]
    let caseNumber: Int?
    let version: Int
    let textRemoved: TextRemoval?
    /// Who judged in Earshot's place; missing where Earshot did.
    let correction: CorrectionDocument?

    init(_ file: MentionFile, by mentions: MentionAdministration) {
        id = "\(file.id)"
        brand = file.brandName
        isOwnBrand = file.isOwnBrand
        link = file.link
        title = file.title
        text = file.text
        spans = file.spans
        reason = file.reason
        author = file.author
        feed = file.feedTitle
        feedKind = file.feedKind
        triage = file.triage
        dismissedReason = file.dismissal
        isHistory = file.isHistory
        noise = file.noise?.kind
        noiseReason = file.noise?.reason
        publishedAt = file.publishedAt.rfc3339
        firstSeenAt = file.firstSeenAt.rfc3339
        label = file.judgement.label
        side = mentions.side(of: file.judgement)
        score = Double(file.judgement.score) / 1000
        points = file.judgement.evidence.points
        evidence = file.judgement.evidence
        let confidence = file.confidence
        self.confidence = Double(confidence.thousandths) / 1000
        confidenceLimit = confidence.limit
        starsDisagree = file.judgement.evidence.starsDisagree
        nature = file.judgement.nature
        natureReason = file.judgement.natureReason
        language = file.judgement.language
        isLanguageAssumed = file.judgement.isLanguageAssumed
        let hidesPerson = file.customerName == nil
        customer = file.customerName
        linkProbability = file.customerLink.probability
        linkDecision = file.customerLink.decision
        linkReasons = hidesPerson ? [] : file.customerLink.why
        caseNumber = file.caseNumber
        version = file.version
        textRemoved = file.textRemoval
        correction = file.correction.map(CorrectionDocument.init)
    }
}
