import CaseRules
import EarshotModel
import EarshotTesting
import Testing

@Suite struct QueueOrderTests {
    private let now: Instant
    private let order: QueueOrder

    init() throws {
        now = try moment("2026-06-05T16:00:00+02:00")
        let level = try ServiceLevel(calendar: Calendars.officeHours, zone: "Europe/Warsaw")
        order = QueueOrder(serviceLevel: level, now: now)
    }

    private func place(
        _ id: Int64,
        due minutes: Int? = nil,
        _ urgency: UrgencySigns = [],
        influence: Int = 0
    ) -> QueuePosition {
        QueueOrder.position(
            dueAt: minutes.map { now + .minutes($0) },
            rank: QueueRank(urgency: urgency, influence: influence),
            id: id
        )
    }

    @Test func `overdue rows come first, then the least time left, then rows without a clock`() {
        let places = [
            place(1, influence: 90), place(2, due: 30), place(3, due: -5), place(4, .complaint),
            place(5, due: 10), place(6, due: -60), place(7),
        ]
        #expect(places.sorted().map(\.id) == [6, 3, 5, 2, 4, 1, 7])
    }

    @Test func `in one minute urgency decides, then influence, then age`() {
        let places = [
            place(8, due: 30), place(7, due: 30), place(6, due: 30, influence: 2),
            place(5, due: 30, .complaint), place(4, due: 30, .complaint, influence: 1),
            place(3, due: 30, .strongWords), place(2, due: 30, [.wroteAgain]),
            place(1, due: 31, [.wroteAgain, .strongWords, .complaint], influence: 100),
        ]
        #expect(places.sorted().map(\.id) == [2, 3, 4, 5, 6, 7, 8, 1])
    }

    @Test func `seconds within a minute decide nothing`() {
        let early = QueueOrder.position(dueAt: now, rank: QueueRank(), id: 1)
        let urgent = QueueRank(urgency: .complaint)
        let late = QueueOrder.position(dueAt: now + .seconds(59), rank: urgent, id: 2)
        let next = QueueOrder.position(dueAt: now + .seconds(60), rank: urgent, id: 3)
        #expect([early, late, next].sorted().map(\.id) == [2, 1, 3])
    }

    @Test func `a reason counts open minutes`() throws {
        let none = QueueRank()
        let monday = try moment("2026-06-08T09:30:00+02:00")
        #expect(order.reason(dueAt: monday, rank: none) == .due(inMinutes: 90))
        let level = order.serviceLevel
        let night = QueueOrder(serviceLevel: level, now: try moment("2026-06-05T23:00:00+02:00"))
        let passed = try moment("2026-06-05T17:00:00+02:00")
        #expect(night.reason(dueAt: passed, rank: none) == .overdue(minutes: 0))
        #expect(night.reason(dueAt: monday, rank: none) == .due(inMinutes: 30))
        #expect(order.reason(dueAt: now - .minutes(60), rank: none) == .overdue(minutes: 60))
    }

    @Test func `a row is overdue only after its deadline`() {
        let none = QueueRank()
        #expect(order.reason(dueAt: now, rank: none) == .due(inMinutes: 0))
        #expect(order.reason(dueAt: now - .milliseconds(1), rank: none) == .overdue(minutes: 0))
        #expect(order.reason(dueAt: now + .seconds(59), rank: none) == .due(inMinutes: 0))
    }

    @Test func `without a clock the reason is the weightiest thing that there is`() {
        func reason(_ urgency: UrgencySigns, _ influence: Int) -> QueueReason {
            order.reason(dueAt: nil, rank: QueueRank(urgency: urgency, influence: influence))
        }
        #expect(reason([.complaint, .wroteAgain], 9) == .urgent([.complaint, .wroteAgain]))
        #expect(reason([], 9) == .influential(9))
        #expect(reason([], 0) == .waiting)
    }

    @Test func `every reason has its own code`() {
        let reasons: [QueueReason] = [
            .overdue(minutes: 1), .due(inMinutes: 1), .urgent(.complaint), .influential(1),
            .waiting,
        ]
        #expect(
            reasons.map(\.code) == ["overdue", "due", "urgent", "influential", "waiting"]
        )
    }

    @Test(arguments: UInt64(1)...20)
    func `the order is what the reasons say, minute by minute`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let rows = (1...60).map { id in
            (
                id: Int64(id),
                due: Bool.random(using: &random)
                    ? now + .minutes(Int.random(in: -90...90, using: &random)) : nil,
                rank: QueueRank(
                    urgency: UrgencySigns(rawValue: Int.random(in: 0...7, using: &random)),
                    influence: Int.random(in: 0...2, using: &random)
                )
            )
        }
        let sorted = rows.shuffled(using: &random).sorted {
            QueueOrder.position(dueAt: $0.due, rank: $0.rank, id: $0.id)
                < QueueOrder.position(dueAt: $1.due, rank: $1.rank, id: $1.id)
        }
        let left = sorted.map { row -> Int in
            switch order.reason(dueAt: row.due, rank: row.rank) {
            case .overdue(let minutes): -minutes
            case .due(let minutes): minutes
            default: .max
            }
        }
        #expect(left == left.sorted())
        for (one, next) in zip(sorted, sorted.dropFirst()) where one.due == next.due {
            #expect(one.rank.urgency.rawValue >= next.rank.urgency.rawValue)
            if one.rank == next.rank { #expect(one.id < next.id) }
        }
    }
}
