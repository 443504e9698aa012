public import EarshotModel

/// How far the counts of days have been made for a zone.
public struct DayProgress: Hashable, Sendable {
    /// The zone in which days begin and end.
    public let zone: String
    /// The day from which on they still follow another zone; `nil` when none does.
    public let next: CivilDate?
    /// The zone that the days from `next` on still follow; `nil` when none does.
    public let former: String?

    /// Creates a note of how far the counts are.
    public init(zone: String, next: CivilDate?, former: String? = nil) {
        self.zone = zone
        self.next = next
        self.former = former
    }

    /// The zone that some days still follow while the company's is this one; `nil` when none does.
    public func formerZone(before company: String) -> String? {
        guard zone == company else { return zone }
        return next == nil ? nil : former
    }
}

extension CountRecords {
    private static var progressKey: String { "counts_day" }

    /// How far the counts of days are; `nil` before anybody looked.
    public func dayProgress() throws -> DayProgress? {
        let text = try session.row(StoreStatement.info, Self.progressKey) { row in try row.text() }
        guard let words = text?.split(separator: " "), let zone = words.first else { return nil }
        let next = words.count > 1 ? CivilDate(iso8601: words[1]) : nil
        let former = words.count > 2 ? String(words[2]) : nil
        return DayProgress(zone: String(zone), next: next, former: former)
    }

    /// The first mention published at that moment or later, and the first day with a count that is
    /// that day or later; `nil` where there is none.
    public func first(from moment: Instant, day: CivilDate?) throws -> (
        mention: Instant?, day: CivilDate?
    ) {
        let found = try session.row(DayStatement.first, moment, day?.iso8601 ?? "") { row in
            (mention: try row.optionalInstant(), day: try row.optionalText())
        }
        return (found?.mention, (found?.day).flatMap { $0.flatMap(CivilDate.init(iso8601:)) })
    }
}

extension CountRecords where Access == Writing {
    /// Notes how far the counts of days are.
    public func note(_ progress: DayProgress) throws {
        let words = [progress.zone, progress.next?.iso8601, progress.former].compactMap(\.self)
        try session.execute(
            StoreStatement.setInfo,
            Self.progressKey,
            words.joined(separator: " ")
        )
    }

    /// Makes the counts of a day anew from the mentions of `[from, until)` that fall on it.
    ///
    /// The old counts go first: whoever counts at the same time has then either committed, and is
    /// among the mentions, or adds to what is written here.
    public func recount(
        _ day: CivilDate,
        from: Instant,
        until: Instant,
        isOnDay: (Instant) -> Bool
    ) throws {
        try session.execute(DayStatement.clear, day.iso8601)
        let mentions = try session.rows(DayStatement.mentions, from, until) { row in
            (
                key: DayKey(
                    day: day.iso8601,
                    brand: try row.id(),
                    feed: try row.id(),
                    label: try row.word()
                ), at: try row.instant()
            )
        }
        var counts: [DayKey: Int] = [:]
        for mention in mentions where isOnDay(mention.at) { counts[mention.key, default: 0] += 1 }
        try session.executeMany(
            CountStatement.addDay,
            counts.sorted { $0.key.order < $1.key.order }
                .map { $0.key.columns + [$0.value.sqlValue] }
        )
    }
}

/// The statements that make the counts of days anew.
enum DayStatement: String, StatementSet {
    case first = """
        SELECT MIN(f.mention), MIN(f.day {bytewise}) FROM (
            SELECT (SELECT MIN(m.published_at) FROM mentions AS m
                    WHERE m.brand_id = b.id AND m.published_at >= ?1) AS mention,
                (SELECT MIN(d.day {bytewise}) FROM counts_day AS d
                    WHERE d.brand_id = b.id AND d.day {bytewise} >= ?2) AS day
            FROM brands AS b) AS f
        """
    case clear = "DELETE FROM counts_day WHERE brand_id IN (SELECT id FROM brands) AND day = ?1"
    case mentions = """
        SELECT m.brand_id, m.feed_id, m.label, m.published_at FROM brands AS b
        JOIN mentions AS m ON m.brand_id = b.id
        WHERE m.published_at >= ?1 AND m.published_at < ?2
        """
}
