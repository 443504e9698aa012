public import EarshotModel
public import RecordStorage
import TrendAnalysis

/// Counts the mentions again and compares them with the counts that are kept.
public struct CountVerification: Sendable {
    let store: Store

    /// Creates the verification of a store.
    public init(store: Store) {
        self.store = store
    }

    /// What was found.
    public struct Verdict: Hashable, Sendable {
        /// How many mentions were counted.
        public internal(set) var mentions = 0
        /// How many kept counts are wrong.
        public internal(set) var wrong = 0
        /// The first of them, at most a hundred.
        public internal(set) var differences: [Difference] = []
    }

    /// A kept count that is not what the mentions say.
    public struct Difference: Hashable, Sendable {
        /// What is counted together.
        public enum Place: Hashable, Sendable {
            /// A quarter of an hour, by language and nature.
            case quarter(Instant, language: String, nature: Nature)
            /// A day in the company's zone, by feed.
            case day(CivilDate, feed: Feed.ID)
        }

        /// The brand's name.
        public let brand: String
        /// What is counted together.
        public let place: Place
        /// The label.
        public let label: SentimentLabel
        /// The kept count.
        public let kept: Int
        /// How many mentions there are.
        public let counted: Int
    }

    /// Counts everything again in one snapshot; it holds one day of one brand in memory.
    ///
    /// Days are cut in the zone that is in force now.
    public func run() async throws -> Verdict {
        try await store.read(in: .everything) { tx in
            let name = try tx.policies.effective()?.policy.zone ?? "UTC"
            guard let zone = TrendZone(identifier: name) else {
                throw AdministrationError.invalid(field: "zone", reason: "\"\(name)\" is no zone")
            }
            var verdict = Verdict()
            for brand in try tx.counts.brands() {
                var recount = BrandRecount(tx: tx, zone: zone, brand: brand.id, name: brand.name)
                try recount.run(into: &verdict)
            }
            return verdict
        }
    }
}

extension CountVerification.Verdict {
    /// The most differences that are listed.
    private static let longestList = 100

    fileprivate mutating func add(_ difference: CountVerification.Difference) {
        guard difference.kept != difference.counted else { return }
        wrong += 1
        if differences.count < Self.longestList { differences.append(difference) }
    }
}

/// The recount of one brand, from its first mention or count to its last.
private struct BrandRecount {
    let tx: ReadTransaction
    let zone: TrendZone
    let brand: Brand.ID
    let name: String
    /// The days that may not be complete yet.
    private var days: [CivilDate: [DayKey: Int]] = [:]
    /// The last day whose kept counts were compared.
    private var compared: CivilDate?

    private struct DayKey: Hashable {
        let feed: Feed.ID
        let label: SentimentLabel
    }

    private struct QuarterKey: Hashable {
        let start: Instant
        let label: SentimentLabel
        let language: String
        let nature: Nature
    }

    private static let window = Duration.days(1)

    init(tx: ReadTransaction, zone: TrendZone, brand: Brand.ID, name: String) {
        self.tx = tx
        self.zone = zone
        self.brand = brand
        self.name = name
    }

    mutating func run(into verdict: inout CountVerification.Verdict) throws {
        var from = Instant(milliseconds: .min)
        while let next = try tx.counts.next(of: brand, from: from) {
            let start = MentionCount.bucketStart(of: next)
            let end = start + Self.window
            let mentions = try tx.counts.mentions(of: brand, from: start, until: end)
            verdict.mentions += mentions.count
            try compareQuarters(mentions, from: start, until: end, into: &verdict)
            for mention in mentions {
                let key = DayKey(feed: mention.feed, label: mention.label)
                days[zone.date(at: mention.publishedAt), default: [:]][key, default: 0] += 1
            }
            // Where clocks went back over midnight a date came twice, so one day more is kept open.
            try compareDays(before: zone.date(at: end).advanced(by: -1), into: &verdict)
            from = end
        }
        try compareDays(before: nil, into: &verdict)
    }

    private func compareQuarters(
        _ mentions: [CountedMention],
        from start: Instant,
        until end: Instant,
        into verdict: inout CountVerification.Verdict
    ) throws {
        var counted: [QuarterKey: Int] = [:]
        for mention in mentions {
            let key = QuarterKey(
                start: MentionCount.bucketStart(of: mention.publishedAt),
                label: mention.label,
                language: mention.language,
                nature: mention.nature
            )
            counted[key, default: 0] += 1
        }
        for kept in try tx.counts.keptQuarters(of: brand, from: start, until: end) {
            let key = QuarterKey(
                start: kept.start,
                label: kept.label,
                language: kept.language,
                nature: kept.nature
            )
            add(key, kept: kept.count, counted: counted.removeValue(forKey: key) ?? 0, &verdict)
        }
        for (key, count) in counted { add(key, kept: 0, counted: count, &verdict) }
    }

    /// Compares every day that begins before the limit, or all that are left.
    private mutating func compareDays(
        before limit: CivilDate?,
        into verdict: inout CountVerification.Verdict
    ) throws {
        while let day = try tx.counts.nextDay(of: brand, after: compared),
            limit.map({ day < $0 }) ?? true
        {
            var counted = days.removeValue(forKey: day) ?? [:]
            for kept in try tx.counts.day(day, of: brand) {
                let key = DayKey(feed: kept.feed, label: kept.label)
                let count = counted.removeValue(forKey: key) ?? 0
                add(key, on: day, kept: kept.count, counted: count, &verdict)
            }
            for (key, count) in counted { add(key, on: day, kept: 0, counted: count, &verdict) }
            compared = day
        }
        for (day, counted) in days where limit.map({ day < $0 }) ?? true {
            for (key, count) in counted { add(key, on: day, kept: 0, counted: count, &verdict) }
            days[day] = nil
        }
    }

    private func add(
        _ key: QuarterKey,
        kept: Int,
        counted: Int,
        _ verdict: inout CountVerification.Verdict
    ) {
        verdict.add(
            CountVerification.Difference(
                brand: name,
                place: .quarter(key.start, language: key.language, nature: key.nature),
                label: key.label,
                kept: kept,
                counted: counted
            )
        )
    }

    private func add(
        _ key: DayKey,
        on day: CivilDate,
        kept: Int,
        counted: Int,
        _ verdict: inout CountVerification.Verdict
    ) {
        verdict.add(
            CountVerification.Difference(
                brand: name,
                place: .day(day, feed: key.feed),
                label: key.label,
                kept: kept,
                counted: counted
            )
        )
    }
}
