public import EarshotModel
public import Foundation

/// Reads and writes the company's own settings: `Rules/policies/README.md` tells the format.
public enum PolicyFile {
    /// Reads a file; what it leaves out is taken from `base`.
    public static func read(contentsOf url: URL, over base: CompanyPolicy) throws(SettingsError)
        -> CompanyPolicy
    {
        try read(FileText.read(url), file: url.path, over: base)
    }

    /// Reads the text of a file; the name stands in errors.
    public static func read(_ text: String, file: String, over base: CompanyPolicy)
        throws(SettingsError) -> CompanyPolicy
    {
        let yaml = YAMLText(text, file: file)
        let root = yaml.mapping
        root.allow(
            "company_name",
            "zone",
            "queue_max_age",
            "calendar",
            "holidays",
            "first_response",
            "contact_limit",
            "unmatched_text_days"
        )
        var policy = base
        policy.companyName = root.string("company_name") ?? base.companyName
        policy.zone = root.string("zone") ?? base.zone
        if TimeZone(identifier: policy.zone) == nil {
            root.report("\"\(policy.zone)\" is no zone; write one as Europe/Warsaw", "zone")
        }
        policy.queueMaxAgeDays = maximumAge(root, base)
        policy.calendar = calendar(root, base.calendar)
        policy.firstResponseMinutes = targets(root.mapping("first_response"), base)
        policy.contactLimit = contactLimit(root.mapping("contact_limit"), base.contactLimit)
        policy.unmatchedTextDays =
            root.int("unmatched_text_days", in: 0...3650) ?? base.unmatchedTextDays
        try yaml.finish()
        return policy
    }

    /// The settings that stand before any file was read: no promise, no limit, never open.
    public static func empty(zone: String) -> CompanyPolicy {
        CompanyPolicy(
            companyName: "",
            zone: zone,
            queueMaxAgeDays: nil,
            calendar: BusinessCalendar(week: [:]),
            firstResponseMinutes: [:],
            contactLimit: ContactLimit(limit: nil, windowDays: 14),
            unmatchedTextDays: 0
        )
    }

    // MARK: -

    private static func maximumAge(_ root: YAMLMapping, _ base: CompanyPolicy) -> Int? {
        guard let text = root.string("queue_max_age") else { return base.queueMaxAgeDays }
        // YAML reads a bare off as a Boolean, which people mean as well.
        if text == "off" || text == "false" { return nil }
        guard let duration = DurationText.duration(text), duration >= .days(1) else {
            root.report("write a time in days such as 7d, or off", "queue_max_age")
            return nil
        }
        return Int(duration.milliseconds / Duration.days(1).milliseconds)
    }

    private static func calendar(_ root: YAMLMapping, _ base: BusinessCalendar)
        -> BusinessCalendar
    {
        let week = root.mapping("calendar")
        let holidays = root.strings("holidays") ?? base.holidays
        for day in holidays where CivilDate(iso8601: day) == nil {
            root.report("\"\(day)\" is no day; write one as 2026-12-24", "holidays")
        }
        guard !week.isMissing else { return BusinessCalendar(week: base.week, holidays: holidays) }
        week.allow(
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday"
        )
        var days: [Weekday: [BusinessCalendar.Interval]] = [:]
        for day in Weekday.allCases {
            days[day] = (week.strings(day.rawValue) ?? []).compactMap { text in
                guard let interval = interval(text) else {
                    week.report(
                        "\"\(text)\" is no interval; write one as 09:00-17:00",
                        day.rawValue
                    )
                    return nil
                }
                return interval
            }
        }
        return BusinessCalendar(week: days.filter { !$0.value.isEmpty }, holidays: holidays)
    }

    private static func interval(_ text: String) -> BusinessCalendar.Interval? {
        let ends = text.split(separator: "-").map { $0.trimmingCharacters(in: .whitespaces) }
        guard ends.count == 2, let start = minute(ends[0]), let end = minute(ends[1]) else {
            return nil
        }
        return BusinessCalendar.Interval(start: start, end: end)
    }

    private static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let hours = Int(parts[0]), let minutes = Int(parts[1]),
            (0...24).contains(hours), (0...59).contains(minutes), hours * 60 + minutes <= 1440
        else { return nil }
        return hours * 60 + minutes
    }

    private static func targets(_ mapping: YAMLMapping, _ base: CompanyPolicy) -> [Nature: Int] {
        guard !mapping.isMissing else { return base.firstResponseMinutes }
        mapping.allow("complaint", "question", "praise", "suggestion", "sales", "news", "other")
        var targets: [Nature: Int] = [:]
        for nature in Nature.allCases {
            guard let text = mapping.string(nature.rawValue), text != "none" else { continue }
            guard let duration = DurationText.duration(text), duration >= .minutes(1) else {
                mapping.report("write open hours such as 8h, or none", nature.rawValue)
                continue
            }
            targets[nature] = Int(duration.milliseconds / 60_000)
        }
        return targets
    }

    private static func contactLimit(_ mapping: YAMLMapping, _ base: ContactLimit)
        -> ContactLimit
    {
        guard !mapping.isMissing else { return base }
        mapping.allow("unsolicited", "days")
        let isOff = mapping.string("unsolicited") == "none"
        return ContactLimit(
            limit: isOff ? nil : mapping.int("unsolicited", in: 0...1000) ?? base.limit,
            windowDays: mapping.int("days", in: 1...3650) ?? base.windowDays
        )
    }
}
