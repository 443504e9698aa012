/// What the last reading of a feed showed: how often something new comes, and when it wants to be
/// left alone.
public struct FeedHabits: Hashable, Sendable {
    /// The shortest time between two polls that the feed names (`ttl`, `sy:updatePeriod`).
    public var interval: Duration?
    /// When the feed says that nothing new appears.
    public var quiet: QuietTimes
    /// The usual time between two entries; `nil` where too few have a date.
    public var gap: Duration?
    /// When the feed last had something new.
    public var newestAt: Instant?
    /// How its entries are told apart.
    public var identity: IdentityUse?

    /// Creates habits; what is not given is unknown.
    public init(
        interval: Duration? = nil,
        quiet: QuietTimes = QuietTimes(),
        gap: Duration? = nil,
        newestAt: Instant? = nil,
        identity: IdentityUse? = nil
    ) {
        self.interval = interval
        self.quiet = quiet
        self.gap = gap
        self.newestAt = newestAt
        self.identity = identity
    }

    /// The usual time between entries that were published at these moments; `nil` for fewer than
    /// three of them.
    ///
    /// The newest twenty count, since a feed may list its years; what lies in the future does not.
    public static func gap(between moments: [Instant], at now: Instant) -> Duration? {
        let newest = moments.filter { $0 <= now }.sorted(by: >).prefix(mostMoments)
        guard newest.count >= fewestMoments, let first = newest.first, let last = newest.last,
            last < first
        else { return nil }
        return (first - last) / (newest.count - 1)
    }

    /// Whether the feed has had nothing new for longer than is usual for it, and for a month at
    /// least.
    public func isSilent(at now: Instant) -> Bool {
        guard let newestAt else { return false }
        return now - newestAt > max(Self.longSilence, (gap ?? .zero) * Self.silentGaps)
    }

    private static let mostMoments = 20
    private static let fewestMoments = 3
    private static let longSilence = Duration.days(30)
    private static let silentGaps = 4
}

/// The hours and days, in UTC, on which a feed says that nothing new appears (RSS, `skipHours` and
/// `skipDays`).
public struct QuietTimes: Hashable, Sendable {
    /// A bit for each hour of the day, the lowest for midnight to one.
    public let hours: UInt32
    /// A bit for each day of the week, the lowest for Monday.
    public let days: UInt8

    /// Takes the bits as they are stored; those beyond a day or a week do not count.
    public init(hours: UInt32 = 0, days: UInt8 = 0) {
        self.hours = hours & Self.everyHour
        self.days = days & Self.everyDay
    }

    /// Creates the times out of hours from 0 to 23 and days; other hours do not count.
    public init(hours: Set<Int>, days: Set<Weekday>) {
        self.init(
            hours: hours.filter { (0..<24).contains($0) }.reduce(0) { $0 | 1 << UInt32($1) },
            days: Weekday.allCases.enumerated().reduce(0) { bits, day in
                days.contains(day.element) ? bits | 1 << UInt8(day.offset) : bits
            }
        )
    }

    /// Whether no time is quiet.
    public var isEmpty: Bool { hours == 0 && days == 0 }

    /// The first moment from the given one on that is not quiet.
    ///
    /// A feed that is quiet all day or all week is not believed, and the moment is given back.
    public func end(from moment: Instant) -> Instant {
        guard !isEmpty, hours != Self.everyHour, days != Self.everyDay else { return moment }
        var moment = moment
        // A week has 168 hours; among them is one that is not quiet.
        for _ in 0..<168 where isQuiet(moment) {
            let hour = moment.seconds - Self.remainder(moment.seconds, 3600)
            moment = Instant(seconds: hour) + .hours(1)
        }
        return moment
    }

    private func isQuiet(_ moment: Instant) -> Bool {
        let hour = UInt32(Self.remainder(moment.seconds, 86_400) / 3600)
        let day = (moment.seconds - Self.remainder(moment.seconds, 86_400)) / 86_400
        // 1970 began on a Thursday.
        let weekday = UInt8(Self.remainder(day + 3, 7))
        return hours >> hour & 1 == 1 || days >> weekday & 1 == 1
    }

    /// What is left over, never negative.
    private static func remainder(_ number: Int64, _ divisor: Int64) -> Int64 {
        let rest = number % divisor
        return rest < 0 ? rest + divisor : rest
    }

    private static let everyHour: UInt32 = 0xff_ffff
    private static let everyDay: UInt8 = 0x7f
}
