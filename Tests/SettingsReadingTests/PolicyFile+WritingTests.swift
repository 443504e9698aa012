import EarshotModel
import Testing

@testable import SettingsReading

@Suite struct PolicyFileWritingTests {
    private static let policy = CompanyPolicy(
        companyName: "Brontavia: \"fast\" \\ #1 – Größe",
        zone: "Europe/Warsaw",
        queueMaxAgeDays: 7,
        calendar: BusinessCalendar(
            week: [
                .monday: [.init(start: 540, end: 725), .init(start: 780, end: 1440)],
                .friday: [.init(start: 1320, end: 360)],
            ],
            holidays: ["2026-12-24", "2026-12-31"]
        ),
        firstResponseMinutes: [.complaint: 480, .question: 90],
        contactLimit: ContactLimit(limit: 0, windowDays: 14),
        unmatchedTextDays: 0,
        unlinkedTextMonths: 18,
        ownSites: ["brontavia.example", "social.example/@brontavia"]
    )

    @Test func `what is written is read again as the same`() throws {
        var open = Self.policy
        open.queueMaxAgeDays = nil
        open.contactLimit = ContactLimit(limit: nil, windowDays: 1)
        open.calendar = BusinessCalendar(week: [:])
        open.firstResponseMinutes = [:]
        open.ownSites = []
        for policy in [Self.policy, open, PolicyFile.empty(zone: "UTC")] {
            let text = PolicyFile.text(of: policy)
            let again = try PolicyFile.read(
                text,
                file: "p",
                over: policy == open ? Self.policy : PolicyFile.empty(zone: "UTC")
            )
            #expect(again == policy, "\(text)")
        }
    }

    @Test func `people find hours and days in it, not minutes`() {
        let text = PolicyFile.text(of: Self.policy)
        for line in [
            "queue_max_age: 7d", "  monday: [09:00-12:05, 13:00-24:00]", "  friday: 22:00-06:00",
            "  sunday: closed", "  complaint: 8h", "  question: 90m", "  praise: none",
            "holidays: [\"2026-12-24\", \"2026-12-31\"]",
        ] {
            #expect(text.split(separator: "\n").contains(Substring(line)), "\(line)")
        }
    }
}
