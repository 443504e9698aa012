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
        root.allow(keys)
        var policy = base
        policy.companyName = root.string("company_name") ?? base.companyName
        policy.zone = root.string("zone") ?? base.zone
        if policy.zone != base.zone, TimeZone(identifier: policy.zone) == nil {
            root.report("\"\(policy.zone)\" is no zone; write one as Europe/Warsaw", "zone")
        }
        policy.queueMaxAgeDays = maximumAge(root, base)
        policy.calendar = calendar(root, base.calendar)
        policy.firstResponseMinutes = targets(root.mapping("first_response"), base)
        policy.contactLimit = contactLimit(root.mapping("contact_limit"), base.contactLimit)
        policy.unmatchedTextDays =
            root.int("unmatched_text_days", in: 0...3650) ?? base.unmatchedTextDays
        policy.unlinkedTextMonths =
            root.int("unlinked_text_months", in: 0...1200) ?? base.unlinkedTextMonths
        policy.ownSites = ownSites(root) ?? base.ownSites
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
            unmatchedTextDays: 0,
            unlinkedTextMonths: 0
        )
    }

    // MARK: -

    static let keys = [
        "company_name", "zone", "queue_max_age", "calendar", "holidays", "first_response",
        "contact_limit", "unmatched_text_days", "unlinked_text_months", "own_sites",
    ]

    private static func ownSites(_ root: YAMLMapping) -> [String]? {
        guard let sites = root.strings("own_sites") else { return nil }
        for site in sites where !isSite(site) {
            let problem = "\"\(site)\" is no site"
            root.report("\(problem); write acme.example or social.example/@acme", "own_sites")
        }
        return sites
    }

    /// Whether a text begins with a domain, without `https://` and without an `@` in it.
    private static func isSite(_ text: String) -> Bool {
        let host = text.prefix { $0 != "/" }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1 && !labels.contains("")
            && !text.contains { $0.isWhitespace } && !host.contains { "@:".contains($0) }
    }

    private static func maximumAge(_ root: YAMLMapping, _ base: CompanyPolicy) -> Int? {
        guard let text = root.string("queue_max_age") else { return base.queueMaxAgeDays }
        // YAML reads a bare off as a Boolean, which people mean as well.
        if text == "off" || text == "false" { return nil }
        guard let days = whole(text, .days(1), most: 3650) else {
            root.report("write whole days from 1d to 3650d, or off", "queue_max_age")
            return nil
        }
        return days
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
        week.allow(Weekday.allCases.map(\.rawValue))
        var days = base.week
        for day in Weekday.allCases {
            days[day] = intervals(of: day, in: week) ?? days[day]
        }
        return BusinessCalendar(week: days.filter { !$0.value.isEmpty }, holidays: holidays)
    }

    /// The open intervals of a day, none when it is closed; `nil` when the file leaves it out.
    private static func intervals(of day: Weekday, in week: YAMLMapping)
        -> [BusinessCalendar.Interval]?
    {
        guard let texts = week.strings(day.rawValue) else { return nil }
        guard texts != ["closed"] else { return [] }
        return texts.compactMap { text in
            guard let interval = interval(text) else {
                let problem = "\"\(text)\" is no interval"
                week.report("\(problem); write one as 09:00-17:00, or closed", day.rawValue)
                return nil
            }
            return interval
        }
    }

    private static func interval(_ text: String) -> BusinessCalendar.Interval? {
        let ends = text.split(separator: "-").map { $0.trimmingCharacters(in: .whitespaces) }
        guard ends.count == 2, let start = minute(ends[0]), let end = minute(ends[1]),
            start < 1440
        else { return nil }
        return BusinessCalendar.Interval(start: start, end: end)
    }

    private static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":")
        guard parts.count == 2, parts[1].count == 2, let hours = Int(parts[0]),
            let minutes = Int(parts[1]),
            (0...24).contains(hours), (0...59).contains(minutes), hours * 60 + minutes <= 1440
        else { return nil }
        return hours * 60 + minutes
    }

    private static func targets(_ mapping: YAMLMapping, _ base: CompanyPolicy) -> [Nature: Int] {
        guard !mapping.isMissing else { return base.firstResponseMinutes }
        mapping.allow(Nature.allCases.map(\.rawValue))
        var targets = base.firstResponseMinutes
        for nature in Nature.allCases {
            guard let text = mapping.string(nature.rawValue) else { continue }
            targets[nature] = text == "none" ? nil : whole(text, .minutes(1), most: 525_600)
            if text != "none", targets[nature] == nil {
                mapping.report("write open hours or minutes such as 8h, or none", nature.rawValue)
            }
        }
        return targets
    }

    /// A time as a whole number of units, at least one; `nil` for anything else.
    private static func whole(_ text: String, _ unit: Duration, most: Int) -> Int? {
        guard let duration = DurationText.duration(text) else { return nil }
        let (count, rest) = duration.milliseconds.quotientAndRemainder(
            dividingBy: unit.milliseconds
        )
        return rest == 0 && (1...most).contains(Int(count)) ? Int(count) : nil
    }

    private static func contactLimit(_ mapping: YAMLMapping, _ base: ContactLimit)
        -> ContactLimit
    {
        guard !mapping.isMissing else { return base }
        mapping.allow(["unsolicited", "days"])
        return ContactLimit(
            limit: unsolicited(mapping, base.limit),
            windowDays: mapping.int("days", in: 1...3650) ?? base.windowDays
        )
    }

    private static func unsolicited(_ mapping: YAMLMapping, _ base: Int?) -> Int? {
        guard let text = mapping.string("unsolicited") else { return base }
        if text == "none" { return nil }
        guard let limit = Int(text), (0...1000).contains(limit) else {
            mapping.report("write a number from 0 to 1000, or none", "unsolicited")
            return base
        }
        return limit
    }
}
