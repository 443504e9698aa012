public import EarshotModel

/// Turns promises in open minutes into deadlines: DOMAIN section 6.
///
/// Open time is the calendar's weekly intervals less its holidays, measured in elapsed time. A
/// time that the zone's clocks skip means the moment of the change. Of a time that they show
/// twice, an opening means the first and a closing the second.
///
/// Moments outside the years 0 to 9999 are taken as the nearest one inside. Cost is linear in
/// the days looked at; a closed day costs next to nothing.
public struct ServiceLevel: Sendable {
    private let hours: OpenHours

    /// Creates the rules for a calendar in a zone.
    ///
    /// Throws the first problem that `PolicyCheck` finds, such as a calendar that is never open.
    public init(calendar: BusinessCalendar, zone: String) throws(PolicyProblem) {
        if let problem = PolicyCheck.problems(in: calendar, zone: zone).first { throw problem }
        guard let zone = LocalZone(name: zone) else { throw .unknownZone(zone) }
        hours = OpenHours(calendar: calendar, zone: zone)
    }

    /// The earliest moment by which that many open minutes have passed since `start`.
    ///
    /// A deadline that falls on a closing stays there. Without minutes the deadline is the start.
    /// No deadline lies more than 100 years after its start.
    public func deadline(start: Instant, openMinutes: Int) -> Instant {
        let start = Self.inRange(start)
        return deadline(from: start, openMinutes: openMinutes, pauses: [])
            ?? Instant(milliseconds: Self.horizon(of: start))
    }

    /// The deadline of a clock that stood still during its pauses, which may overlap.
    ///
    /// `nil` while the clock stands in a pause without an end.
    public func deadline(
        start: Instant,
        openMinutes: Int,
        pauses: [ClockPause]
    ) -> Instant? {
        let start = Self.inRange(start)
        let deadline = deadline(from: start, openMinutes: openMinutes, pauses: pauses)
        guard deadline == nil else { return deadline }
        let isStanding = pauses.contains { $0.end == nil }
        return isStanding ? nil : Instant(milliseconds: Self.horizon(of: start))
    }

    /// The open time between two moments, less the pauses; zero when the second is not later.
    ///
    /// Counts the first 100 years only.
    public func openDuration(
        from start: Instant,
        to end: Instant,
        pauses: [ClockPause] = []
    ) -> Duration {
        let start = Self.inRange(start)
        let end = min(Self.inRange(end).rawValue, Self.horizon(of: start))
        guard start.rawValue < end else { return .zero }
        let standing = Self.merged(pauses)
        var sum: Int64 = 0
        for span in hours.spans(from: start.rawValue, to: end) {
            for piece in Self.subtracting(standing, from: span) { sum += Int64(piece.count) }
        }
        return .milliseconds(sum)
    }

    /// The open time that is left at `now`; negative by the open time since a passed deadline.
    ///
    /// At night a deadline of the same evening has passed with zero left: compare the moments to
    /// learn whether it has.
    public func remaining(until deadline: Instant, at now: Instant) -> Duration {
        deadline >= now
            ? openDuration(from: now, to: deadline)
            : .zero - openDuration(from: deadline, to: now)
    }

    /// Whether a moment is open time; an opening is, a closing is not.
    public func isOpen(at moment: Instant) -> Bool {
        let moment = Self.inRange(moment).rawValue
        return hours.spans(from: moment, to: moment + 1).contains { !$0.isEmpty }
    }

    // MARK: -

    private static let yearZero = Instant(milliseconds: -62_167_219_200_000)
    private static let yearTenThousand = Instant(milliseconds: 253_402_300_800_000)
    private static let century: Int64 = 36525 * 86_400_000

    private static func inRange(_ moment: Instant) -> Instant {
        min(max(moment, yearZero), yearTenThousand)
    }

    private static func horizon(of start: Instant) -> Int64 {
        start.rawValue + century
    }

    private func deadline(
        from start: Instant,
        openMinutes: Int,
        pauses: [ClockPause]
    ) -> Instant? {
        guard openMinutes > 0 else { return start }
        let (product, overflow) = Int64(openMinutes).multipliedReportingOverflow(by: 60_000)
        var left = overflow ? Int64.max : product
        let standing = Self.merged(pauses)
        for span in hours.spans(from: start.rawValue, to: Self.horizon(of: start)) {
            for piece in Self.subtracting(standing, from: span) {
                let length = piece.upperBound - piece.lowerBound
                if left <= length { return Instant(milliseconds: piece.lowerBound + left) }
                left -= length
            }
        }
        return nil
    }

    /// The pauses in order and without overlap; one without an end lasts for ever.
    private static func merged(_ pauses: [ClockPause]) -> [Range<Int64>] {
        let ranges = pauses.compactMap { pause -> Range<Int64>? in
            let end = pause.end?.rawValue ?? .max
            return pause.start.rawValue < end ? pause.start.rawValue..<end : nil
        }
        return ranges.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { result, range in
            guard let last = result.last, range.lowerBound <= last.upperBound else {
                return result.append(range)
            }
            let end = max(last.upperBound, range.upperBound)
            result[result.count - 1] = last.lowerBound..<end
        }
    }

    private static func subtracting(
        _ standing: [Range<Int64>],
        from span: Range<Int64>
    ) -> [Range<Int64>] {
        var pieces: [Range<Int64>] = []
        var start = span.lowerBound
        for pause in standing where pause.overlaps(span) {
            if start < pause.lowerBound { pieces.append(start..<pause.lowerBound) }
            start = max(start, pause.upperBound)
        }
        if start < span.upperBound { pieces.append(start..<span.upperBound) }
        return pieces
    }
}

/// A time during which a clock stands still.
public struct ClockPause: Hashable, Sendable {
    /// When it began.
    public let start: Instant
    /// When it ended; `nil` while it lasts.
    public let end: Instant?

    /// Creates a pause; one that ends before it starts counts for nothing.
    public init(start: Instant, end: Instant?) {
        self.start = start
        self.end = end
    }
}
