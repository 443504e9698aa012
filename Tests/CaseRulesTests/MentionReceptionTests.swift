import CaseRules
import EarshotModel
import Testing

@Suite struct MentionReceptionTests {
    private let now = Instant(seconds: 1_764_000_000)
    private let live = Case.ID(rawValue: 7)
    private let old = Case.ID(rawValue: 3)

    private func reception(
        live: Case.ID? = nil,
        resolved: Duration? = nil,
        window: Duration? = .days(14)
    ) -> MentionReception {
        MentionReception.decide(
            live: live,
            lastResolved: resolved.map { (id: old, at: now - $0) },
            reopenWindow: window,
            at: now
        )
    }

    @Test func `the live case comes first`() {
        #expect(reception(live: live) == .join(live))
        #expect(reception(live: live, resolved: .hours(1)) == .join(live))
    }

    @Test func `without a live case the last resolved one is reopened within the window`() {
        #expect(reception(resolved: .hours(1)) == .reopen(old))
        #expect(reception(resolved: .days(14) - .milliseconds(1)) == .reopen(old))
        #expect(reception(resolved: .days(14)) == .open)
        #expect(reception(resolved: .days(90)) == .open)
    }

    @Test func `nobody's first mention, and one without a window, opens a case`() {
        #expect(reception() == .open)
        #expect(reception(resolved: .hours(1), window: nil) == .open)
        #expect(reception(resolved: .zero, window: .zero) == .open)
    }
}
