import CaseRules
import EarshotModel
import Testing

@Suite struct ContactGuardTests {
    private let now = Instant(seconds: 1_764_000_000)
    private let twice = ContactGuard(ContactLimit(limit: 2, windowDays: 14))
    private let unasked = PlannedContact(isSolicited: false)

    private func contact(
        _ id: Int64,
        daysAgo days: Int,
        _ direction: Direction = .outbound,
        isSolicited: Bool = false
    ) -> Contact {
        Contact(
            id: Contact.ID(rawValue: id),
            at: now - .days(days),
            direction: direction,
            channel: .email,
            visibility: .private,
            isSolicited: isSolicited
        )
    }

    private func ids(_ values: Int64...) -> [Contact.ID] {
        values.map { Contact.ID(rawValue: $0) }
    }

    @Test func `a third unsolicited contact waits until the second last no longer counts`() {
        let history = [contact(1, daysAgo: 20), contact(2, daysAgo: 9), contact(3, daysAgo: 4)]
        #expect(
            twice.verdict(on: unasked, history: history, at: now)
                == .deferred(until: now + .days(5), because: ids(2, 3))
        )
        let reversed = Array(history.reversed())
        let again = twice.verdict(on: unasked, history: reversed, at: now)
        #expect(again == twice.verdict(on: unasked, history: history, at: now))
    }

    @Test func `a contact exactly one window old no longer counts`() {
        let history = [contact(1, daysAgo: 14), contact(2, daysAgo: 1)]
        #expect(twice.verdict(on: unasked, history: history, at: now) == .allowed)
        let before = now - .milliseconds(1)
        #expect(
            twice.verdict(on: unasked, history: history, at: before)
                == .deferred(until: now, because: ids(1, 2))
        )
    }

    @Test func `what the person asked for, and what they wrote, does not count`() {
        let history = [
            contact(1, daysAgo: 1), contact(2, daysAgo: 1, isSolicited: true),
            contact(3, daysAgo: 2, .inbound), contact(4, daysAgo: 3, .inbound),
        ]
        #expect(twice.verdict(on: unasked, history: history, at: now) == .allowed)
    }

    @Test func `contacts entered afterwards may go over the limit and count`() {
        let history = (1...4).map { contact(Int64($0), daysAgo: $0) }
        #expect(
            twice.verdict(on: unasked, history: history, at: now)
                == .deferred(until: now + .days(12), because: ids(2, 1))
        )
    }

    @Test func `an answer is allowed at once, whatever came before`() {
        let history = (1...9).map { contact(Int64($0), daysAgo: $0) }
        let answer = PlannedContact(isSolicited: true)
        #expect(twice.verdict(on: answer, history: history, at: now) == .allowed)
        let closed = ContactGuard(ContactLimit(limit: 0, windowDays: 14), minimumGap: .days(9))
        #expect(closed.verdict(on: answer, history: history, at: now) == .allowed)
    }

    @Test func `not set and 0 are different limits`() {
        let history = (1...9).map { contact(Int64($0), daysAgo: $0) }
        let free = ContactGuard(ContactLimit(limit: nil, windowDays: 14))
        #expect(free.verdict(on: unasked, history: history, at: now) == .allowed)
        let closed = ContactGuard(ContactLimit(limit: 0, windowDays: 14))
        let blocked = ContactGuard.Verdict.blocked(because: .noUnsolicitedContact)
        #expect(closed.verdict(on: unasked, history: [], at: now) == blocked)
        let negative = ContactGuard(ContactLimit(limit: -1, windowDays: 14))
        #expect(negative.verdict(on: unasked, history: [], at: now) == blocked)
    }

    @Test(arguments: [
        (ContactWish.unstated, false, ContactGuard.Verdict.allowed),
        (.unstated, true, .allowed),
        (.onlyAnswers, false, .blocked(because: .onlyAnswersWanted)),
        (.onlyAnswers, true, .allowed),
        (.silence, false, .blocked(because: .silenceWanted)),
        (.silence, true, .blocked(because: .silenceWanted)),
    ])
    func `what the person wished comes before every count`(
        wish: ContactWish,
        isSolicited: Bool,
        verdict: ContactGuard.Verdict
    ) {
        let planned = PlannedContact(isSolicited: isSolicited, wish: wish)
        #expect(twice.verdict(on: planned, history: [], at: now) == verdict)
    }

    @Test func `of two merged people the stricter wish counts`() {
        #expect(ContactWish.allCases == [.unstated, .onlyAnswers, .silence])
        #expect(ContactWish.allCases.sorted() == ContactWish.allCases)
        #expect(max(ContactWish.onlyAnswers, .silence) == .silence)
    }

    @Test func `the minimum gap counts from the last unsolicited contact`() {
        let gentle = ContactGuard(ContactLimit(limit: 2, windowDays: 14), minimumGap: .hours(48))
        let history = [contact(1, daysAgo: 1), contact(2, daysAgo: 0, isSolicited: true)]
        #expect(
            gentle.verdict(on: unasked, history: history, at: now)
                == .deferred(until: now + .days(1), because: ids(1))
        )
        #expect(gentle.verdict(on: unasked, history: history, at: now + .days(1)) == .allowed)
        let full = [contact(1, daysAgo: 1), contact(2, daysAgo: 13)]
        #expect(
            gentle.verdict(on: unasked, history: full, at: now)
                == .deferred(until: now + .days(1), because: ids(2, 1))
        )
    }

    @Test func `an answer is solicited when the person's word is the newer one`() {
        let theirs = contact(1, daysAgo: 1, .inbound)
        let ours = contact(2, daysAgo: 2)
        let later = contact(3, daysAgo: 0)
        #expect(PlannedContact(answering: [theirs]).isSolicited)
        #expect(PlannedContact(answering: [theirs, ours]).isSolicited)
        #expect(!PlannedContact(answering: [theirs, ours, later]).isSolicited)
        #expect(!PlannedContact(answering: [theirs, contact(4, daysAgo: 1)]).isSolicited)
        #expect(!PlannedContact(answering: []).isSolicited)
        #expect(PlannedContact(answering: [theirs], wish: .silence).wish == .silence)
    }

    @Test func `windows and moments at the ends of their ranges do not trap`() {
        let endless = ContactGuard(
            ContactLimit(limit: 1, windowDays: .max),
            minimumGap: .days(.max)
        )
        let history = [contact(1, daysAgo: 1)]
        let verdict = endless.verdict(on: unasked, history: history, at: now)
        let end = Instant(milliseconds: .max)
        #expect(verdict == .deferred(until: end, because: ids(1)))
        #expect(endless.verdict(on: unasked, history: history, at: end) == .allowed)
    }
}
