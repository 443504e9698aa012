import EarshotModel
import Foundation
import Testing

@Suite struct CompanyPolicyTests {
    private let policy = CompanyPolicy(
        companyName: "Nordlicht",
        zone: "Europe/Berlin",
        queueMaxAgeDays: 7,
        calendar: BusinessCalendar(
            week: [
                .monday: [.init(start: 480, end: 720), .init(start: 810, end: 1080)],
                .friday: [.init(start: 1320, end: 360)],
            ],
            holidays: ["2026-12-24"]
        ),
        firstResponseMinutes: [.complaint: 480, .question: 480],
        contactLimit: ContactLimit(limit: 2, windowDays: 14),
        unmatchedTextDays: 30
    )

    private func json(of policy: CompanyPolicy) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(policy), as: UTF8.self)
    }

    @Test func `a policy is one JSON object with snake case keys and objects by day and nature`()
        throws
    {
        #expect(
            try json(of: policy) == #"{"calendar":{"holidays":["2026-12-24"],"week":{"#
                + #""friday":[{"end":360,"start":1320}],"#
                + #""monday":[{"end":720,"start":480},{"end":1080,"start":810}]}},"#
                + #""company_name":"Nordlicht","contact_limit":{"limit":2,"window_days":14},"#
                + #""first_response_minutes":{"complaint":480,"question":480},"#
                + #""own_sites":[],"queue_max_age_days":7,"#
                + #""unlinked_text_months":24,"unmatched_text_days":30,"#
                + #""zone":"Europe/Berlin"}"#
        )
    }

    @Test func `a policy survives the way to JSON and back`() throws {
        let text = try json(of: policy)
        #expect(try JSONDecoder().decode(CompanyPolicy.self, from: Data(text.utf8)) == policy)
    }

    @Test func `what is not set stays apart from 0`() throws {
        var open = policy
        open.queueMaxAgeDays = nil
        open.contactLimit = ContactLimit(limit: nil, windowDays: 14)
        open.firstResponseMinutes = [:]
        let text = try json(of: open)
        #expect(!text.contains("queue_max_age_days"))
        #expect(text.contains(#""contact_limit":{"window_days":14}"#))
        #expect(try JSONDecoder().decode(CompanyPolicy.self, from: Data(text.utf8)) == open)
        open.queueMaxAgeDays = 0
        open.contactLimit = ContactLimit(limit: 0, windowDays: 14)
        let zeros = try json(of: open)
        #expect(zeros.contains(#""queue_max_age_days":0"#))
        #expect(zeros.contains(#""limit":0"#))
    }

    @Test(arguments: [
        (#""monday""#, #""someday""#), (#""complaint""#, #""whining""#), (#""zone""#, #""place""#),
        (#""start":480"#, #""start":"8 am""#),
    ])
    func `an unknown day, nature or key is refused`(old: String, new: String) throws {
        let text = try json(of: policy).replacingOccurrences(of: old, with: new)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(CompanyPolicy.self, from: Data(text.utf8))
        }
    }
}
