public import EarshotModel

extension PolicyFile {
    /// The settings as a file that `read` takes and that people can change.
    public static func text(of policy: CompanyPolicy) -> String {
        var lines = [
            "company_name: \(YAMLScalar.quoted(policy.companyName))",
            "zone: \(YAMLScalar.quoted(policy.zone))",
            "queue_max_age: \(policy.queueMaxAgeDays.map { "\($0)d" } ?? "off")",
            "calendar:",
        ]
        lines += Weekday.allCases.map { day in
            "  \(day.rawValue): \(intervals(policy.calendar.week[day] ?? []))"
        }
        lines.append(
            "holidays: [\(policy.calendar.holidays.map(YAMLScalar.quoted).joined(separator: ", "))]"
        )
        lines.append("first_response:")
        lines += Nature.allCases.map { nature in
            "  \(nature.rawValue): \(policy.firstResponseMinutes[nature].map(time) ?? "none")"
        }
        lines += [
            "contact_limit:",
            "  unsolicited: \(policy.contactLimit.limit.map(String.init) ?? "none")",
            "  days: \(policy.contactLimit.windowDays)",
            "unmatched_text_days: \(policy.unmatchedTextDays)",
            "unlinked_text_months: \(policy.unlinkedTextMonths)",
            "own_sites: [\(policy.ownSites.map(YAMLScalar.quoted).joined(separator: ", "))]",
        ]
        return lines.map { $0 + "\n" }.joined()
    }

    // MARK: -

    private static func intervals(_ intervals: [BusinessCalendar.Interval]) -> String {
        let texts = intervals.map { clock($0.start) + "-" + clock($0.end) }
        switch texts.count {
        case 0: return "closed"
        case 1: return texts[0]
        default: return "[" + texts.joined(separator: ", ") + "]"
        }
    }

    private static func clock(_ minute: Int) -> String {
        let parts = [minute / 60, minute % 60].map { ($0 < 10 ? "0" : "") + "\($0)" }
        return parts.joined(separator: ":")
    }

    private static func time(_ minutes: Int) -> String {
        minutes.isMultiple(of: 60) ? "\(minutes / 60)h" : "\(minutes)m"
    }
}
