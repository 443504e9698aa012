import CaseRules
import EarshotModel
import EarshotTesting
import Testing

/// The guard against a plain count, over random lives of random people.
@Suite struct ContactGuardPropertyTests {
    private struct Life {
        let limit: Int
        let window: Duration
        let gap: Duration?
        let contactGuard: ContactGuard
        var history: [Contact] = []

        init(_ random: inout SeededGenerator) {
            let days = Int.random(in: 1...20, using: &random)
            limit = Int.random(in: 1...4, using: &random)
            window = .days(days)
            gap = Bool.random(using: &random) ? .hours(Int.random(in: 1...72, using: &random)) : nil
            let policy = ContactLimit(limit: limit, windowDays: days)
            contactGuard = ContactGuard(policy, minimumGap: gap)
        }

        /// What a plain count says: few enough in the window that ends now, and the last one is
        /// far.
        func mayContact(at now: Instant) -> Bool {
            var inWindow = 0
            for contact in history where contact.direction == .outbound && !contact.isSolicited {
                if now - contact.at < window { inWindow += 1 }
                if let gap, now - contact.at < gap { return false }
            }
            return inWindow < limit
        }
    }

    private func contact(
        _ number: Int,
        at moment: Instant,
        _ direction: Direction,
        isSolicited: Bool
    ) -> Contact {
        Contact(
            id: Contact.ID(rawValue: Int64(number)),
            at: moment,
            direction: direction,
            channel: .phone,
            visibility: .private,
            isSolicited: isSolicited
        )
    }

    @Test(arguments: UInt64(1)...60)
    func `the guard agrees with a plain count, and defers to the first moment that passes`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        var life = Life(&random)
        var now = try moment("2026-03-20T08:00:00+01:00")
        for number in 1...120 {
            now = now + .minutes(Int.random(in: 0...4000, using: &random))
            let isSolicited = Int.random(in: 0..<4, using: &random) == 0
            let planned = PlannedContact(isSolicited: isSolicited)
            let verdict = life.contactGuard.verdict(on: planned, history: life.history, at: now)
            #expect((verdict == .allowed) == (isSolicited || life.mayContact(at: now)))
            if case .deferred(let until, let because) = verdict {
                #expect(until > now)
                #expect(life.mayContact(at: until))
                #expect(!life.mayContact(at: until - .milliseconds(1)))
                #expect(!because.isEmpty && because.count <= life.limit)
            }
            if Int.random(in: 0..<3, using: &random) == 0 {
                let theirs = contact(number, at: now, .inbound, isSolicited: false)
                life.history.insert(
                    theirs,
                    at: life.history.indices.randomElement(using: &random) ?? 0
                )
            } else if verdict == .allowed {
                life.history.append(contact(number, at: now, .outbound, isSolicited: isSolicited))
            }
        }
    }

    @Test(arguments: UInt64(1)...30)
    func `whoever obeys never goes over the limit in any window`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed &+ 500)
        var life = Life(&random)
        var now = try moment("2026-10-20T08:00:00+02:00")
        for number in 1...150 {
            now = now + .minutes(Int.random(in: 0...600, using: &random))
            let planned = PlannedContact(isSolicited: false)
            let verdict = life.contactGuard.verdict(on: planned, history: life.history, at: now)
            if case .deferred(let until, _) = verdict, Bool.random(using: &random) { now = until }
            let again = life.contactGuard.verdict(on: planned, history: life.history, at: now)
            guard again == .allowed else { continue }
            life.history.append(contact(number, at: now, .outbound, isSolicited: false))
        }
        #expect(life.history.count > life.limit)
        for first in life.history {
            let inWindow = life.history.filter {
                $0.at >= first.at && $0.at - first.at < life.window
            }
            #expect(inWindow.count <= life.limit)
        }
    }

    @Test(arguments: UInt64(1)...20)
    func `of many colleagues one after another only the limit gets through`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed &+ 900)
        let limit = Int.random(in: 1...5, using: &random)
        let contactGuard = ContactGuard(ContactLimit(limit: limit, windowDays: 14))
        let now = try moment("2026-06-03T10:00:00+02:00")
        var history: [Contact] = []
        for number in 1...50 {
            let planned = PlannedContact(isSolicited: false)
            guard contactGuard.verdict(on: planned, history: history, at: now) == .allowed else {
                continue
            }
            history.append(contact(number, at: now, .outbound, isSolicited: false))
        }
        #expect(history.count == limit)
    }
}
