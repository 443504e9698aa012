/// A moment in time: whole milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// Civil dates and hours belong to a zone and are computed where a zone is at hand.
public struct Instant: Hashable, Comparable, Sendable, RawRepresentable {
    /// Milliseconds since the Unix epoch; negative before it.
    public let rawValue: Int64

    /// Creates the moment that many milliseconds after the Unix epoch.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Creates the moment that many milliseconds after the Unix epoch.
    public init(milliseconds: Int64) {
        self.rawValue = milliseconds
    }

    /// Creates the moment that many whole seconds after the Unix epoch, clamped to the range.
    public init(seconds: Int64) {
        let (value, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        self.rawValue = overflow ? (seconds < 0 ? .min : .max) : value
    }

    /// Whole seconds since the Unix epoch, rounded down.
    public var seconds: Int64 {
        let (quotient, remainder) = rawValue.quotientAndRemainder(dividingBy: 1000)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// Whether the left moment is before the right one.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The moment a duration later, clamped to the range of `Instant`.
    public static func + (left: Instant, right: Duration) -> Instant {
        let (value, overflow) = left.rawValue.addingReportingOverflow(right.milliseconds)
        return Instant(rawValue: overflow ? (right < .zero ? .min : .max) : value)
    }

    /// The moment a duration earlier, clamped to the range of `Instant`.
    public static func - (left: Instant, right: Duration) -> Instant {
        let (value, overflow) = left.rawValue.subtractingReportingOverflow(right.milliseconds)
        return Instant(rawValue: overflow ? (right < .zero ? .max : .min) : value)
    }

    /// The time from the right moment to the left one; negative when the right one is later.
    public static func - (left: Instant, right: Instant) -> Duration {
        let (value, overflow) = left.rawValue.subtractingReportingOverflow(right.rawValue)
        return .milliseconds(overflow ? (left < right ? Int64.min : Int64.max) : value)
    }
}

extension Duration {
    /// The whole milliseconds in this duration, rounded toward zero and clamped to `Int64`.
    public var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        if overflow { return seconds < 0 ? .min : .max }
        let (sum, carried) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
        return carried ? (seconds < 0 ? .min : .max) : sum
    }

    /// The duration of that many minutes, clamped to what an `Int` of seconds can say.
    public static func minutes(_ count: Int) -> Duration {
        seconds(count, times: 60)
    }

    /// The duration of that many hours, clamped to what an `Int` of seconds can say.
    public static func hours(_ count: Int) -> Duration {
        seconds(count, times: 3600)
    }

    /// The duration of that many times 24 hours, clamped to what an `Int` of seconds can say.
    public static func days(_ count: Int) -> Duration {
        seconds(count, times: 86400)
    }

    private static func seconds(_ count: Int, times unit: Int) -> Duration {
        let (value, overflow) = count.multipliedReportingOverflow(by: unit)
        return .seconds(overflow ? (count < 0 ? Int.min : Int.max) : value)
    }
}
