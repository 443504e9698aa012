import CaseRules
import EarshotModel
import Testing

@Suite struct PolicyCheckTests {
    private func policy(_ change: (inout CompanyPolicy) -> Void = { _ in }) -> CompanyPolicy {
        var policy = CompanyPolicy(
            companyName: "Nordlicht",
            zone: "Europe/Warsaw",
            queueMaxAgeDays: 7,
            calendar: Calendars.officeHours,
            firstResponseMinutes: [.complaint: 480],
            contactLimit: ContactLimit(limit: 2, windowDays: 14),
            unmatchedTextDays: 30
        )
        change(&policy)
        return policy
    }

    private func places(_ change: (inout CompanyPolicy) -> Void) -> [String] {
        PolicyCheck.problems(in: policy(change)).map { "\($0.keyPath) \($0.code.rawValue)" }
    }

    @Test func `a policy that can be worked by has no problems`() {
        #expect(PolicyCheck.problems(in: policy()).isEmpty)
        let open = policy {
            $0.queueMaxAgeDays = nil
            $0.firstResponseMinutes = [:]
            $0.contactLimit = ContactLimit(limit: nil, windowDays: 1)
            $0.unmatchedTextDays = 0
        }
        #expect(PolicyCheck.problems(in: open).isEmpty)
    }

    @Test func `each mistake is named by its key`() {
        #expect(places { $0.companyName = " \n" } == ["company_name missing"])
        #expect(places { $0.zone = "Europe/Nowhere" } == ["zone unknown_zone"])
        #expect(places { $0.queueMaxAgeDays = -1 } == ["queue_max_age_days too_small"])
        #expect(places { $0.queueMaxAgeDays = .max } == ["queue_max_age_days too_large"])
        #expect(places { $0.unmatchedTextDays = -1 } == ["unmatched_text_days too_small"])
        #expect(places { $0.unlinkedTextMonths = -1 } == ["unlinked_text_months too_small"])
        #expect(places { $0.unlinkedTextMonths = 0 }.isEmpty)
        #expect(
            places { $0.firstResponseMinutes[.question] = -8 }
                == ["first_response_minutes.question too_small"]
        )
        #expect(
            places { $0.firstResponseMinutes[.question] = PolicyCheck.longestMinutes + 1 }
                == ["first_response_minutes.question too_large"]
        )
        #expect(
            places { $0.contactLimit = ContactLimit(limit: -1, windowDays: 0) }
                == ["contact_limit.limit too_small", "contact_limit.window_days too_small"]
        )
        #expect(
            places { $0.calendar = BusinessCalendar(week: [.monday: []]) }
                == ["calendar.week never_open"]
        )
    }

    @Test(arguments: [
        (-1, 60, "start"), (1440, 60, "start"), (0, 1441, "end"), (0, -1, "end"),
        (.max, 60, "start"), (0, .min, "end"),
    ])
    func `a minute outside the day is named with day, place and side`(
        start: Int,
        end: Int,
        side: String
    ) {
        let good = BusinessCalendar.Interval(start: 0, end: 1440)
        let bad = BusinessCalendar.Interval(start: start, end: end)
        let calendar = BusinessCalendar(week: [.tuesday: [good, bad]])
        let problems = PolicyCheck.problems(in: calendar, zone: "UTC")
        #expect(problems.map(\.keyPath) == ["calendar.week.tuesday[1].\(side)"])
        #expect(problems.map(\.code) == [.intervalOutOfRange])
        #expect(throws: PolicyProblem.self) { try ServiceLevel(calendar: calendar, zone: "UTC") }
    }

    @Test(arguments: [(0, 1440), (0, 0), (1439, 0), (1320, 360), (540, 540)])
    func `an interval may fill the day, pass midnight or run around the clock`(
        start: Int,
        end: Int
    ) {
        let interval = BusinessCalendar.Interval(start: start, end: end)
        let calendar = BusinessCalendar(week: [.sunday: [interval]])
        #expect(PolicyCheck.problems(in: calendar, zone: "UTC").isEmpty)
    }

    @Test(arguments: ["2026-02-29", "24.12.2026", "", "2026-12-24 ", "Christmas"])
    func `a holiday that is no day is named by its place`(text: String) {
        let calendar = Calendars.weekdays([(9, 0, 17, 0)], holidays: ["2026-12-25", text])
        let problems = PolicyCheck.problems(in: calendar, zone: "UTC")
        #expect(problems.map(\.keyPath) == ["calendar.holidays[1]"])
        #expect(problems.map(\.code) == [.badHoliday])
    }

    @Test func `all mistakes are told at once, each as a sentence`() {
        let problems = PolicyCheck.problems(
            in: policy {
                $0.companyName = ""
                $0.zone = "Mars/Base"
                $0.calendar = BusinessCalendar(week: [:], holidays: ["soon"])
                $0.unmatchedTextDays = -3
            }
        )
        #expect(
            problems.map(\.code) == [.missing, .unknownZone, .neverOpen, .badHoliday, .tooSmall]
        )
        #expect(problems.allSatisfy { $0.sentence.hasSuffix(".") })
        #expect(
            problems.last?.description
                == "unmatched_text_days: -3 is out of range; write at least 0."
        )
    }

    @Test func `foreign text is shown cut and without control characters`() {
        let name = "\u{1B}[2J" + String(repeating: "x", count: 5000)
        let problem = PolicyCheck.problems(in: Calendars.always, zone: name).first
        let sentence = problem?.sentence ?? ""
        #expect(problem?.code == .unknownZone)
        #expect(sentence.count < 120)
        #expect(!sentence.unicodeScalars.contains("\u{1B}"))
    }
}
