public import EarshotModel
import MentionDetection
public import RecordLinkage
public import SentimentScoring

/// Shows what would become of entries, without a store and without a trace.
///
/// It asks the same stages in the same order as `EntryIntake`.
public struct EntryTrial: Sendable {
    /// One mention that would be found.
    public struct Finding: Sendable {
        /// The entry that names the brand.
        public let entry: Entry
        /// The brand.
        public let brand: Brand
        /// Where it is named, and why it counts.
        public let mention: Mention
        /// How it would be judged.
        public let judgement: Judgement
        /// To whom it would be linked, with the reasons.
        public let link: CustomerLink
        /// The best candidate among the customers, also where the decision is `none`.
        public let customer: Customer?
    }

    private let brands: [Brand.ID: Brand]
    private let detector: MentionDetector
    private let scorer: SentimentScorer
    private let linker: RecordLinker
    private let customers: [Customer.ID: Customer]
    private let index: CustomerIndex

    /// Creates a preview for brands and customers; of either, the first of one id counts.
    public init(
        brands: [Brand],
        scorer: SentimentScorer,
        linking: LinkRules,
        customers: [Customer] = []
    ) {
        self.brands = Dictionary(brands.map { ($0.id, $0) }) { first, _ in first }
        detector = MentionDetector(brands: brands)
        self.scorer = scorer
        linker = RecordLinker(rules: linking, population: customers.count)
        self.customers = Dictionary(customers.map { ($0.id, $0) }) { first, _ in first }
        index = CustomerIndex(customers)
    }

    /// What would be found in the entries of a feed, in the feed's order.
    public func findings(in entries: [Entry], of feed: FeedTraits) -> [Finding] {
        let extent = FeedExtent(of: entries, kind: feed.kind, chosen: nil)
        return entries.flatMap { findings(in: $0, of: feed, extent.extent(of: $0)) }
    }

    // MARK: -

    private func findings(in entry: Entry, of feed: FeedTraits, _ extent: EntryExtent)
        -> [Finding]
    {
        let mentions = detector.mentions(in: entry, of: feed.about)
        guard !mentions.isEmpty else { return [] }
        let link = link(entry)
        return mentions.compactMap { mention in
            guard let brand = brands[mention.brand] else { return nil }
            return Finding(
                entry: entry,
                brand: brand,
                mention: mention,
                judgement: scorer.judge(ScorableText(mention, in: entry, of: feed))
                    .judged(on: extent),
                link: link,
                customer: link.customer.flatMap { customers[$0] }
            )
        }
    }

    private func link(_ entry: Entry) -> CustomerLink {
        let query = LinkQuery(entry)
        let found = linker.identifiers(in: query)
        return linker.link(
            query,
            found: found,
            candidates: index.candidates(for: query, found: found)
        )
    }
}

/// What a feed adds to the reading of its entries.
public struct FeedTraits: Hashable, Sendable {
    /// The kind of place.
    public let kind: FeedKind
    /// The language of entries that name none, as a BCP 47 tag.
    public let language: String?
    /// The brand that every entry is about.
    public let about: Brand.ID?

    /// Creates the traits.
    public init(kind: FeedKind, language: String? = nil, about: Brand.ID? = nil) {
        self.kind = kind
        self.language = language
        self.about = about
    }

    /// The traits of a stored feed.
    init(_ feed: Feed) {
        self.init(kind: feed.kind, language: feed.language, about: feed.about)
    }
}

extension ScorableText {
    /// What the scorer reads of a mention in an entry.
    init(_ mention: Mention, in entry: Entry, of feed: FeedTraits) {
        self.init(
            title: entry.title,
            text: entry.text,
            languageHint: entry.language ?? feed.language,
            feedKind: feed.kind,
            brandSpans: mention.spans,
            target: nil,
            isAbout: mention.spans.isEmpty
        )
    }
}
