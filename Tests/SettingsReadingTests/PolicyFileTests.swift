import EarshotModel
import Foundation
import Testing

@testable import SettingsReading

@Suite struct PolicyFileTests {
    private static let base = CompanyPolicy(
        companyName: "Brontavia",
        zone: "Europe/Warsaw",
        queueMaxAgeDays: 7,
        calendar: BusinessCalendar(
            week: [
                .monday: [.init(start: 540, end: 1020)], .friday: [.init(start: 540, end: 720)],
            ],
            holidays: ["2026-12-24"]
        ),
        firstResponseMinutes: [.complaint: 480, .question: 240],
        contactLimit: ContactLimit(limit: 2, windowDays: 14),
        unmatchedTextDays: 30
    )

    private func policy(_ text: String) throws -> CompanyPolicy {
        try PolicyFile.read(text, file: "p", over: Self.base)
    }

    private func mistakes(in text: String) -> [String] {
        do {
            _ = try PolicyFile.read(text, file: "p", over: Self.base)
            return []
        } catch {
            return error.mistakes.map(\.description)
        }
    }

    /// The base with one thing changed.
    private func base(_ change: (inout CompanyPolicy) -> Void) -> CompanyPolicy {
        var policy = Self.base
        change(&policy)
        return policy
    }

    @Test(arguments: ["", "company_name: Brontavia\n", "calendar:\n", "first_response: {}\n"])
    func `what a file leaves out stays as it is`(text: String) throws {
        #expect(try policy(text) == Self.base)
    }

    @Test func `name, zone and times change alone`() throws {
        #expect(try policy("company_name: Vex").companyName == "Vex")
        #expect(try policy("zone: America/St_Johns").zone == "America/St_Johns")
        #expect(try policy("unmatched_text_days: 0") == base { $0.unmatchedTextDays = 0 })
        #expect(try policy("unlinked_text_months: 6") == base { $0.unlinkedTextMonths = 6 })
        #expect(
            try policy("own_sites: [a.example, b.example/@a]")
                == base { $0.ownSites = ["a.example", "b.example/@a"] }
        )
        #expect(try policy("queue_max_age: 2d") == base { $0.queueMaxAgeDays = 2 })
        #expect(try policy("queue_max_age: 48h") == base { $0.queueMaxAgeDays = 2 })
    }

    @Test(arguments: ["off", "\"off\"", "false"])
    func `the queue takes entries of any age when told so`(word: String) throws {
        #expect(try policy("queue_max_age: \(word)") == base { $0.queueMaxAgeDays = nil })
    }

    @Test func `a day of the week changes alone, and may be closed`() throws {
        let calendar = try policy(
            "calendar: {tuesday: [08:00-12:00, \"13:00-17:30\"], friday: closed, sunday: 22:00-06:00}"
        ).calendar
        #expect(calendar.week[.monday] == Self.base.calendar.week[.monday])
        #expect(
            calendar.week[.tuesday] == [.init(start: 480, end: 720), .init(start: 780, end: 1050)]
        )
        #expect(calendar.week[.friday] == nil)
        #expect(calendar.week[.sunday] == [.init(start: 1320, end: 360)])
        #expect(calendar.holidays == ["2026-12-24"])
        #expect(try policy("calendar: {monday: []}").calendar.week[.monday] == nil)
        #expect(
            try policy("calendar: {monday: 00:00-24:00}").calendar.week[.monday]?.first?.end == 1440
        )
    }

    @Test func `holidays are replaced as a list`() throws {
        #expect(try policy("holidays: [2026-05-01, 2028-02-29]").calendar.holidays.count == 2)
        #expect(try policy("holidays: []").calendar.holidays.isEmpty)
    }

    @Test func `a promise changes alone, and may be none`() throws {
        let changed = try policy("first_response: {question: none, praise: 90m, sales: 2d}")
        #expect(changed.firstResponseMinutes == [.complaint: 480, .praise: 90, .sales: 2880])
    }

    @Test(arguments: [
        ("{unsolicited: 0}", ContactLimit(limit: 0, windowDays: 14)),
        ("{unsolicited: none}", ContactLimit(limit: nil, windowDays: 14)),
        ("{days: 30}", ContactLimit(limit: 2, windowDays: 30)),
        ("{unsolicited: 3, days: 7}", ContactLimit(limit: 3, windowDays: 7)),
    ])
    func `the contact limit is a number in a window, or none`(text: String, limit: ContactLimit)
        throws
    {
        #expect(try policy("contact_limit: \(text)").contactLimit == limit)
    }

    @Test(arguments: [
        ("zone: Mars/Olympus", "zone: \"Mars/Olympus\" is no zone"),
        ("queue_max_age: 36h", "queue_max_age: write whole days"),
        ("queue_max_age: 0d", "queue_max_age: write whole days"),
        ("queue_max_age: [7d]", "queue_max_age: write a text"),
        ("calendar: {monday: 9-17}", "calendar.monday: \"9-17\" is no interval"),
        ("calendar: {monday: 09:00-25:00}", "calendar.monday: "),
        ("calendar: {monday: 24:00-06:00}", "calendar.monday: "),
        ("calendar: {monday: 09:60-17:00}", "calendar.monday: "),
        ("calendar: {monday: 9:0-17:00}", "calendar.monday: "),
        (
            "calendar: {mondy: 09:00-17:00}",
            "calendar.mondy: there is no such key; did you mean \"monday\"?"
        ),
        ("holidays: [2026-02-30]", "holidays: \"2026-02-30\" is no day"),
        ("holidays: {a: b}", "holidays: write a text or a list"),
        ("first_response: {complaint: 90s}", "first_response.complaint: write open hours"),
        ("first_response: {complaint: soon}", "first_response.complaint: write open hours"),
        ("first_response: {rant: 8h}", "first_response.rant: there is no such key"),
        ("contact_limit: {unsolicited: -1}", "contact_limit.unsolicited: write a number"),
        ("contact_limit: {unsolicited: few}", "contact_limit.unsolicited: write a number"),
        ("contact_limit: {days: 0}", "contact_limit.days: write a number"),
        ("contact_limit: 2", "contact_limit: write keys and values"),
        ("unmatched_text_days: -1", "unmatched_text_days: write a number"),
        ("unlinked_text_months: 1201", "unlinked_text_months: write a number"),
        ("own_sites: [brontavia]", "own_sites: \"brontavia\" is no site"),
        ("own_sites: [anna@b.example]", "own_sites: \"anna@b.example\" is no site"),
        ("own_sites: ['https://b.example']", "own_sites: \"https://b.example\" is no site"),
        ("own_sites: [b..example]", "own_sites: \"b..example\" is no site"),
        ("company: Vex", "company: there is no such key"),
        ("zone: UTC\nzone: UTC", "zone: it stands here twice"),
    ])
    func `a mistake names its key and what to write`(text: String, start: String) {
        let found = mistakes(in: text)
        #expect(found.count == 1, "\(found)")
        let line = found.first?.split(separator: " ", maxSplits: 1).last ?? ""
        #expect(line.hasPrefix(start), "\(found)")
    }

    @Test func `all mistakes are told at once, by line`() {
        let text = "zone: nowhere\ncalendar:\n  monday: [x, 09:00-17:00, y]\nholidays: [z]\n"
        #expect(mistakes(in: text).map { $0.prefix(3) } == ["p:1", "p:3", "p:3", "p:4"])
    }

    @Test func `the shipped settings are whole and as their page tells`() throws {
        let file = TextFolder.checkout.appendingPathComponent("Rules/policies/default.yaml")
        let shipped = try PolicyFile.read(contentsOf: file, over: PolicyFile.empty(zone: "UTC"))
        #expect(shipped.zone == "UTC")
        #expect(shipped.queueMaxAgeDays == 7)
        #expect(shipped.calendar.week.count == 5)
        #expect(shipped.calendar.week[.friday] == [.init(start: 540, end: 1020)])
        #expect(shipped.firstResponseMinutes == [.complaint: 480, .question: 480])
        #expect(shipped.contactLimit == ContactLimit(limit: 2, windowDays: 14))
        #expect(shipped.unmatchedTextDays == 30)
        #expect(shipped.unlinkedTextMonths == 24)
        #expect(shipped.ownSites.isEmpty)
    }
}
