public import EarshotModel

extension CountRecords {
    /// The next moment at which a brand has a mention or a kept count, not before the given one.
    public func next(of brand: Brand.ID, from: Instant) throws -> Instant? {
        let found = try session.row(RecountStatement.next, brand, from) { row in
            [try row.optionalInstant(), try row.optionalInstant()]
        }
        return (found ?? []).compactMap(\.self).min()
    }

    /// The next day on which a brand has a kept count, after the given one.
    public func nextDay(of brand: Brand.ID, after day: CivilDate?) throws -> CivilDate? {
        let text = try session.row(RecountStatement.nextDay, brand, day?.iso8601 ?? "") { row in
            try row.optionalText()
        }
        return (text ?? nil).flatMap(CivilDate.init(iso8601:))
    }

    /// The kept counts of a brand's quarter-hours in `[from, until)`, wrong ones too.
    public func keptQuarters(of brand: Brand.ID, from: Instant, until: Instant) throws
        -> [MentionCount]
    {
        try session.rows(RecountStatement.quarters, brand, from, until) { row in
            MentionCount(
                start: try row.instant(),
                brand: brand,
                label: try row.word(),
                language: try row.text(),
                nature: try row.word(),
                count: try row.count()
            )
        }
    }

    /// Every mention of a brand that was published in `[from, until)`, as it should be counted.
    public func mentions(of brand: Brand.ID, from: Instant, until: Instant) throws
        -> [CountedMention]
    {
        try session.rows(RecountStatement.mentions, brand, from, until) { row in
            CountedMention(
                publishedAt: try row.instant(),
                feed: try row.id(),
                label: try row.word(),
                language: try row.text(),
                nature: try row.word()
            )
        }
    }

    /// The kept counts of a brand on one day, by feed and label.
    public func day(_ day: CivilDate, of brand: Brand.ID) throws -> [(
        feed: Feed.ID, label: SentimentLabel, count: Int
    )] {
        try session.rows(RecountStatement.day, brand, day.iso8601) { row in
            (feed: try row.id(), label: try row.word(), count: try row.count())
        }
    }

    /// Every brand that has a mention or a kept count.
    public func brands() throws -> [(id: Brand.ID, name: String)] {
        try session.rows(RecountStatement.brands) { row in (try row.id(), try row.text()) }
    }
}

/// What a mention is counted by.
public struct CountedMention: Hashable, Sendable {
    /// When it was published.
    public let publishedAt: Instant
    /// The feed.
    public let feed: Feed.ID
    /// The label.
    public let label: SentimentLabel
    /// The language.
    public let language: String
    /// The nature.
    public let nature: Nature
}

/// The statements that count mentions again.
enum RecountStatement: String, StatementSet {
    case brands = "SELECT id, name FROM brands ORDER BY id"
    case next = """
        SELECT (SELECT MIN(published_at) FROM mentions WHERE brand_id = ?1 AND published_at >= ?2),
            (SELECT MIN(bucket_at) FROM counts_quarter
                WHERE brand_id = ?1 AND bucket_at >= ?2 AND n <> 0)
        """
    case nextDay = """
        SELECT MIN(day {bytewise}) FROM counts_day
        WHERE brand_id = ?1 AND day {bytewise} > ?2 AND n <> 0
        """
    case quarters = """
        SELECT bucket_at, label, language, nature, n FROM counts_quarter
        WHERE brand_id = ?1 AND bucket_at >= ?2 AND bucket_at < ?3 AND n <> 0
        """
    case mentions = """
        SELECT published_at, feed_id, label, language, nature FROM mentions
        WHERE brand_id = ?1 AND published_at >= ?2 AND published_at < ?3
        """
    case day = """
        SELECT feed_id, label, n FROM counts_day WHERE brand_id = ?1 AND day = ?2 AND n <> 0
        """
}
