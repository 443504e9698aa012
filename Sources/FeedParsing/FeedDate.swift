public import EarshotModel

/// A date as feeds spell it: RFC 822 and 2822, RFC 3339 and ISO 8601, and what is often written
/// instead.
///
/// Month names are read in a dozen languages, zones by name and by number. A date without a time is
/// midnight, a time without a zone UTC. What cannot be read, or does not exist, gives `nil`.
public struct FeedDate: Hashable, Sendable {
    /// The moment.
    public let instant: Instant

    /// Whole seconds since 1970-01-01T00:00:00Z.
    public var secondsSince1970: Int64 { instant.seconds }

    /// Reads a date.
    public init?(_ spelling: String) {
        self.init(bytes: Array(spelling.utf8))
    }

    /// Reads a date in UTF-8.
    public init?(bytes: [UInt8]) {
        var reader = DateReader(bytes)
        guard bytes.count <= Self.longestSpelling, let fields = reader.fields(),
            let instant = fields.instant
        else { return nil }
        self.instant = instant
    }

    /// Nothing longer is a date; the limit keeps a megabyte of digits from being looked at.
    private static let longestSpelling = 128
}

/// The fields of a date, as far as they were found.
struct DateFields {
    var year: Int?
    var month: Int?
    var day: Int?
    var hour = 0
    var minute = 0
    var second = 0
    var milliseconds = 0
    var zone: DateZone?
    var hasTime = false
    /// Whether the hour was given on a clock of twelve hours, and in which half of the day.
    var isAfternoon: Bool?

    /// The moment; `nil` when no such day or time exists.
    var instant: Instant? {
        guard let year, year > 1,
            let date = CivilDate(year: year, month: month ?? 1, day: day ?? 1),
            let hour = hourOfDay, minute < 60, second <= 60
        else { return nil }
        let local = date.daysSinceEpoch * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        let seconds = (zone ?? .utc).utcSeconds(ofLocal: local)
        return Instant(milliseconds: seconds * 1000 + Int64(milliseconds))
    }

    /// The hour from 0 to 24; 24 is the midnight that ends the day.
    private var hourOfDay: Int? {
        guard let isAfternoon else {
            return hour < 24 || (hour == 24 && minute == 0 && second == 0) ? hour : nil
        }
        guard (1...12).contains(hour) else { return hour < 24 ? hour : nil }
        return hour % 12 + (isAfternoon ? 12 : 0)
    }
}
