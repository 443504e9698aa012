/// When the company works, in its own civil time.
public struct BusinessCalendar: Hashable, Codable, Sendable {
    /// An interval of open time within a day; an end not after the start lies on the next day.
    public struct Interval: Hashable, Codable, Sendable {
        /// The first open minute, counted from midnight.
        public let start: Int
        /// The first closed minute, counted from midnight; 1440 is midnight at the day's end.
        public let end: Int

        /// Creates an interval of minutes from midnight.
        public init(start: Int, end: Int) {
            self.start = start
            self.end = end
        }
    }

    /// The open intervals of each day of the week; a missing day is closed.
    public let week: [Weekday: [Interval]]
    /// The closed days, as `2026-12-24`.
    public let holidays: [String]

    /// Creates a calendar.
    public init(week: [Weekday: [Interval]], holidays: [String] = []) {
        self.week = week
        self.holidays = holidays
    }
}

/// How often one person may hear from us unasked.
public struct ContactLimit: Hashable, Codable, Sendable {
    /// The most unsolicited contacts in any window; 0 allows none, `nil` sets no limit.
    public let limit: Int?
    /// The window in days.
    public let windowDays: Int

    /// Creates a limit.
    public init(limit: Int?, windowDays: Int) {
        self.limit = limit
        self.windowDays = windowDays
    }

    private enum CodingKeys: String, CodingKey {
        case limit
        case windowDays = "window_days"
    }
}

/// The company's own settings, kept in the store as immutable versions.
public struct CompanyPolicy: Hashable, Codable, Sendable {
    /// The company's name.
    public var companyName: String
    /// The zone of the calendar and of daily counts, as an IANA name.
    public var zone: String
    /// Entries published longer before they were first seen are history; `nil` switches it off.
    public var queueMaxAgeDays: Int?
    /// When the company works.
    public var calendar: BusinessCalendar
    /// The time to the first answer in business minutes; a nature without one has no clock.
    public var firstResponseMinutes: [Nature: Int]
    /// How often one person may hear from us unasked.
    public var contactLimit: ContactLimit
    /// How long the text of an entry without a mention is kept, in days; 0 keeps none.
    public var unmatchedTextDays: Int
    /// How long the text of a mention by somebody whom no customer record is linked to is kept, in
    /// months; 0 keeps it for ever.
    public var unlinkedTextMonths: Int
    /// Whose authors are our own people: domains (`acme.example`), and pages elsewhere
    /// (`social.example/@acme`).
    public var ownSites: [String]

    /// Creates a policy.
    public init(
        companyName: String,
        zone: String,
        queueMaxAgeDays: Int?,
        calendar: BusinessCalendar,
        firstResponseMinutes: [Nature: Int],
        contactLimit: ContactLimit,
        unmatchedTextDays: Int,
        unlinkedTextMonths: Int = 24,
        ownSites: [String] = []
    ) {
        self.companyName = companyName
        self.zone = zone
        self.queueMaxAgeDays = queueMaxAgeDays
        self.calendar = calendar
        self.firstResponseMinutes = firstResponseMinutes
        self.contactLimit = contactLimit
        self.unmatchedTextDays = unmatchedTextDays
        self.unlinkedTextMonths = unlinkedTextMonths
        self.ownSites = ownSites
    }

    private enum CodingKeys: String, CodingKey {
        case companyName = "company_name"
        case zone
        case queueMaxAgeDays = "queue_max_age_days"
        case calendar
        case firstResponseMinutes = "first_response_minutes"
        case contactLimit = "contact_limit"
        case unmatchedTextDays = "unmatched_text_days"
        case unlinkedTextMonths = "unlinked_text_months"
        case ownSites = "own_sites"
    }
}
