public import EarshotModel

/// How many mentions there were, kept while they are written.
public struct CountRecords<Access> {
    let session: Session

    /// The kept counts of quarter-hours in `[from, until)`, of one brand or of all in scope.
    public func quarters(of brand: Brand.ID?, from: Instant, until: Instant) throws
        -> [MentionCount]
    {
        let scope = BrandFilter(session.scope)
        return try session.rows(
            CountStatement.quarters,
            brand == nil,
            brand?.rawValue ?? 0,
            from,
            until,
            scope.isOpen,
            scope.list
        ) { row in
            MentionCount(
                start: try row.instant(),
                brand: try row.id(),
                label: try row.word(),
                language: try row.text(),
                nature: try row.word(),
                count: try row.count()
            )
        }
    }

    /// The first kept quarter-hour of one brand or of all in scope; `nil` without mentions.
    public func firstQuarter(of brand: Brand.ID?) throws -> Instant? {
        let scope = BrandFilter(session.scope)
        return try session.row(
            CountStatement.first,
            brand == nil,
            brand?.rawValue ?? 0,
            scope.isOpen,
            scope.list
        ) { row in try row.optionalInstant() } ?? nil
    }
}

extension Transaction {
    /// The kept counts.
    public var counts: CountRecords<Access> { CountRecords(session: session) }
}

/// Mentions of one kind in one quarter of an hour.
public struct MentionCount: Hashable, Sendable {
    /// The length of a bucket: zones end in :30 and :45.
    public static let bucket = Duration.minutes(15)

    /// When the bucket begins.
    public let start: Instant
    /// The brand.
    public let brand: Brand.ID
    /// The label.
    public let label: SentimentLabel
    /// The language.
    public let language: String
    /// The nature.
    public let nature: Nature
    /// How many.
    public let count: Int

    /// The beginning of the bucket that the moment lies in.
    public static func bucketStart(of moment: Instant) -> Instant {
        let width = bucket.milliseconds
        let rest = moment.rawValue % width
        return Instant(milliseconds: moment.rawValue - (rest < 0 ? rest + width : rest))
    }
}

extension CountRecords where Access == Writing {
    /// Counts a mention in, or out again when `by` is negative, at the end of the transaction.
    ///
    /// `day` is its day in the company's zone.
    public func count(
        at published: Instant,
        day: CivilDate,
        brand: Brand.ID,
        feed: Feed.ID,
        judgement: Judgement,
        by amount: Int = 1
    ) throws {
        session.counted(
            CountStep(
                quarter: MentionCount.bucketStart(of: published),
                day: day.iso8601,
                brand: brand,
                feed: feed,
                label: judgement.label,
                language: judgement.language,
                nature: judgement.nature,
                amount: amount
            )
        )
    }

    /// Writes what the transaction counted: one step a row, rows in one order for all writers.
    ///
    /// Rows that several writers share are locked last and in the same order everywhere, or two
    /// of them wait for each other.
    func flush() throws {
        var quarters: [QuarterKey: Int] = [:]
        var days: [DayKey: Int] = [:]
        for step in session.counts {
            quarters[QuarterKey(step), default: 0] += step.amount
            days[DayKey(step), default: 0] += step.amount
        }
        try session.executeMany(
            CountStatement.addQuarter,
            quarters.filter { $0.value != 0 }.sorted { $0.key.order < $1.key.order }
                .map { $0.key.columns + [$0.value.sqlValue] }
        )
        try session.executeMany(
            CountStatement.addDay,
            days.filter { $0.value != 0 }.sorted { $0.key.order < $1.key.order }
                .map { $0.key.columns + [$0.value.sqlValue] }
        )
    }
}

/// What one mention adds to the kept counts.
struct CountStep: Hashable {
    let quarter: Instant
    let day: String
    let brand: Brand.ID
    let feed: Feed.ID
    let label: SentimentLabel
    let language: String
    let nature: Nature
    let amount: Int
}

private struct QuarterKey: Hashable {
    let quarter: Instant
    let brand: Brand.ID
    let label: SentimentLabel
    let language: String
    let nature: Nature

    init(_ step: CountStep) {
        quarter = step.quarter
        brand = step.brand
        label = step.label
        language = step.language
        nature = step.nature
    }

    var order: (Int64, Int64, String, String, String) {
        (brand.rawValue, quarter.rawValue, label.rawValue, language, nature.rawValue)
    }

    var columns: [SQLValue] {
        [
            quarter.sqlValue, brand.sqlValue, label.sqlValue, language.sqlValue, nature.sqlValue,
        ]
    }
}

/// What one row of the counts of days is about.
struct DayKey: Hashable {
    let day: String
    let brand: Brand.ID
    let feed: Feed.ID
    let label: SentimentLabel

    var order: (Int64, String, Int64, String) {
        (brand.rawValue, day, feed.rawValue, label.rawValue)
    }

    var columns: [SQLValue] {
        [day.sqlValue, brand.sqlValue, feed.sqlValue, label.sqlValue]
    }
}

extension DayKey {
    fileprivate init(_ step: CountStep) {
        self.init(day: step.day, brand: step.brand, feed: step.feed, label: step.label)
    }
}

/// The statements on the kept counts.
enum CountStatement: String, StatementSet {
    case quarters = """
        SELECT bucket_at, brand_id, label, language, nature, n FROM counts_quarter
        WHERE (?1 OR brand_id = ?2) AND bucket_at >= ?3 AND bucket_at < ?4
            AND (?5 OR brand_id IN ({ints:?6})) AND n > 0
        ORDER BY bucket_at, brand_id, label {bytewise}, language {bytewise}, nature {bytewise}
        """
    case first = """
        SELECT MIN(bucket_at) FROM counts_quarter
        WHERE (?1 OR brand_id = ?2) AND (?3 OR brand_id IN ({ints:?4})) AND n > 0
        """
    case addQuarter = """
        INSERT INTO counts_quarter (bucket_at, brand_id, label, language, nature, n)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (brand_id, bucket_at, label, language, nature)
        DO UPDATE SET n = counts_quarter.n + excluded.n
        """
    case addDay = """
        INSERT INTO counts_day (day, brand_id, feed_id, label, n) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (brand_id, day, feed_id, label)
        DO UPDATE SET n = counts_day.n + excluded.n
        """
}
