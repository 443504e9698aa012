import CaseRules
import EarshotModel
import Testing

@Suite struct QueueOrderTests {
    private let now: Instant
    private let order: QueueOrder

    init() throws {
        now = try moment("2026-06-05T16:00:00+02:00")
        let level = try ServiceLevel(calendar: Calendars.officeHours, zone: "Europe/Warsaw")
        order = QueueOrder(serviceLevel: level, now: now)
    }

    private func row(
        _ id: Int,
        due minutes: Int? = nil,
        urgency: Int = 0,
        influence: Int = 0
    ) -> QueueCandidate<Int> {
        QueueCandidate(
            id: id,
            deadline: minutes.map { now + .minutes($0) },
            urgency: urgency,
            influence: influence
        )
    }

    @Test func `overdue rows come first, then the least time left, then rows without a clock`() {
        let rows = [
            row(1, influence: 90), row(2, due: 30), row(3, due: -5), row(4, urgency: 1),
            row(5, due: 10), row(6, due: -60), row(7),
        ]
        let places = order.arranged(rows)
        #expect(places.map(\.id) == [6, 3, 5, 2, 4, 1, 7])
        #expect(
            places.map(\.reason) == [
                .overdue(minutes: 60), .overdue(minutes: 5), .due(inMinutes: 10),
                .due(inMinutes: 30), .urgent(signs: 1), .influential(influence: 90), .waiting,
            ]
        )
    }

    @Test func `where the minutes are the same, urgency, influence and age decide`() {
        let rows = [
            row(5, due: 30), row(4, due: 30, influence: 2), row(3, due: 30, urgency: 1),
            row(2, due: 30, urgency: 1, influence: 1), row(1, due: 31, urgency: 9),
            row(6, due: 30),
        ]
        #expect(order.arranged(rows).map(\.id) == [2, 3, 4, 5, 6, 1])
    }

    @Test func `minutes are open minutes`() throws {
        let monday = QueueCandidate(id: 1, deadline: try moment("2026-06-08T09:30:00+02:00"))
        #expect(order.reason(for: monday) == .due(inMinutes: 90))
        let level = order.serviceLevel
        let night = QueueOrder(serviceLevel: level, now: try moment("2026-06-05T23:00:00+02:00"))
        let passed = QueueCandidate(id: 1, deadline: try moment("2026-06-05T17:00:00+02:00"))
        #expect(night.reason(for: passed) == .overdue(minutes: 0))
        #expect(night.reason(for: monday) == .due(inMinutes: 30))
        #expect(night.arranged([monday, passed]).first?.reason == .overdue(minutes: 0))
    }

    @Test func `a row is overdue only after its deadline`() {
        #expect(order.reason(for: row(1, due: 0)) == .due(inMinutes: 0))
        let late = QueueCandidate(id: 1, deadline: now - .milliseconds(1))
        #expect(order.reason(for: late) == .overdue(minutes: 0))
        let soon = QueueCandidate(id: 1, deadline: now + .seconds(59))
        #expect(order.reason(for: soon) == .due(inMinutes: 0))
    }

    @Test func `every reason has its own code`() {
        let reasons: [QueueReason] = [
            .overdue(minutes: 1), .due(inMinutes: 1), .urgent(signs: 1),
            .influential(influence: 1), .waiting,
        ]
        #expect(
            reasons.map(\.code) == ["overdue", "due", "urgent", "influential", "waiting"]
        )
    }

    @Test(arguments: UInt64(1)...20)
    func `the order does not depend on the order of the input, and keeps every row`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let rows = (1...60).map { id in
            row(
                id,
                due: Bool.random(using: &random) ? Int.random(in: -90...90, using: &random) : nil,
                urgency: Int.random(in: 0...2, using: &random),
                influence: Int.random(in: 0...2, using: &random)
            )
        }
        let places = order.arranged(rows)
        #expect(places == order.arranged(rows.shuffled(using: &random)))
        #expect(places.map(\.id).sorted() == Array(1...60))
        let clocks = places.prefix { $0.reason.code == "overdue" || $0.reason.code == "due" }
        #expect(clocks.count == rows.count { $0.deadline != nil })
        let left = clocks.map { place -> Int in
            switch place.reason {
            case .overdue(let minutes): -minutes
            case .due(let minutes): minutes
            default: .max
            }
        }
        #expect(left == left.sorted())
    }

    @Test func `deadlines and counts at the ends of their ranges do not trap`() {
        let rows = [
            QueueCandidate(id: 1, deadline: Instant(milliseconds: .max), urgency: .min),
            QueueCandidate(id: 2, deadline: Instant(milliseconds: .min), influence: .max),
            QueueCandidate(id: 3, deadline: nil, urgency: .min, influence: .min),
        ]
        #expect(order.arranged(rows).map(\.id) == [2, 1, 3])
    }
}
