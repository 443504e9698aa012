public import EarshotModel

/// Finds every mistake in a policy before anybody works by it.
public enum PolicyCheck {
    /// The longest promise: the minutes of ten years.
    public static let longestMinutes = 10 * 365 * 1440
    /// The longest time that can be set in days: a hundred years.
    public static let longestDays = 36525
    /// The same in months.
    public static let longestMonths = 1200

    /// All mistakes in a policy, in the order of its keys; empty when it can be worked by.
    public static func problems(in policy: CompanyPolicy) -> [PolicyProblem] {
        var problems: [PolicyProblem] = []
        if policy.companyName.allSatisfy(\.isWhitespace) {
            problems.append(
                PolicyProblem(
                    code: .missing,
                    keyPath: "company_name",
                    sentence: "the company has no name; write the one that people read."
                )
            )
        }
        if let days = policy.queueMaxAgeDays {
            problems += range(days, in: 0...longestDays, "queue_max_age_days")
        }
        problems += self.problems(in: policy.calendar, zone: policy.zone)
        for nature in Nature.allCases {
            guard let minutes = policy.firstResponseMinutes[nature] else { continue }
            let keyPath = "first_response_minutes.\(nature.rawValue)"
            problems += range(minutes, in: 0...longestMinutes, keyPath)
        }
        if let limit = policy.contactLimit.limit {
            problems += range(limit, in: 0...Int.max, "contact_limit.limit")
        }
        let window = policy.contactLimit.windowDays
        problems += range(window, in: 1...longestDays, "contact_limit.window_days")
        return problems
            + range(policy.unmatchedTextDays, in: 0...longestDays, "unmatched_text_days")
            + range(policy.unlinkedTextMonths, in: 0...longestMonths, "unlinked_text_months")
    }

    /// All mistakes in a calendar and its zone, in the order of the week.
    public static func problems(in calendar: BusinessCalendar, zone: String) -> [PolicyProblem] {
        var problems: [PolicyProblem] = []
        if LocalZone(name: zone) == nil { problems.append(.unknownZone(zone)) }
        if calendar.week.values.allSatisfy(\.isEmpty) { problems.append(neverOpen) }
        for day in Weekday.allCases {
            for (index, interval) in calendar.week[day, default: []].enumerated() {
                problems += self.problems(in: interval, "calendar.week.\(day.rawValue)[\(index)]")
            }
        }
        for (index, holiday) in calendar.holidays.enumerated()
        where CivilDate(iso8601: holiday) == nil {
            problems.append(badHoliday(holiday, index))
        }
        return problems
    }

    // MARK: -

    private static func problems(
        in interval: BusinessCalendar.Interval,
        _ keyPath: String
    ) -> [PolicyProblem] {
        let bounds = [("start", interval.start, 1439), ("end", interval.end, 1440)]
        return bounds.compactMap { key, minute, last in
            guard !(0...last).contains(minute) else { return nil }
            return PolicyProblem(
                code: .intervalOutOfRange,
                keyPath: "\(keyPath).\(key)",
                sentence: "\(minute) is no minute of a day; write 0 to \(last)."
            )
        }
    }

    private static let neverOpen = PolicyProblem(
        code: .neverOpen,
        keyPath: "calendar.week",
        sentence: "the company is never open, so that nothing would ever be due; "
            + "give at least one day an interval."
    )

    private static func badHoliday(_ text: String, _ index: Int) -> PolicyProblem {
        PolicyProblem(
            code: .badHoliday,
            keyPath: "calendar.holidays[\(index)]",
            sentence: "\(PolicyProblem.quoted(text)) is no day; write it as 2026-12-24."
        )
    }

    private static func range(
        _ value: Int,
        in allowed: ClosedRange<Int>,
        _ keyPath: String
    ) -> [PolicyProblem] {
        guard !allowed.contains(value) else { return [] }
        let isSmall = value < allowed.lowerBound
        let bound = isSmall ? "at least \(allowed.lowerBound)" : "at most \(allowed.upperBound)"
        return [
            PolicyProblem(
                code: isSmall ? .tooSmall : .tooLarge,
                keyPath: keyPath,
                sentence: "\(value) is out of range; write \(bound)."
            )
        ]
    }
}
