public import EarshotModel

extension PolicyFile {
    /// The settings as a file that `read` takes and that people can change.
    public static func text(of policy: CompanyPolicy) -> String {
        var lines = [
            "company_name: \(quoted(policy.companyName))",
            "zone: \(quoted(policy.zone))",
            "queue_max_age: \(policy.queueMaxAgeDays.map { "\($0)d" } ?? "off")",
            "calendar:",
        ]
        lines += Weekday.allCases.map { day in
            "  \(day.rawValue): \(intervals(policy.calendar.week[day] ?? []))"
        }
        lines.append("holidays: [\(policy.calendar.holidays.map(quoted).joined(separator: ", "))]")
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

    /// A text in YAML's double quotes, with everything in it that means something written out.
    private static func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar in
            switch scalar.value {
            case 0x22, 0x5C: "\\" + String(scalar)
            case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029:
                "\\u" + String(repeating: "0", count: 4 - hexadecimal(scalar).count)
                    + hexadecimal(scalar)
            default: String(scalar)
            }
        }
        return "\"" + scalars.joined() + "\""
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        String(scalar.value, radix: 16)
    }
}
