import CaseRules
import EarshotModel
import Testing

@Suite struct LifecycleTests {
    /// One state and one event must not lead to two states, whoever asks.
    private func ambiguities<State, Event>(_ table: Lifecycle<State, Event>) -> [String] {
        let groups = Dictionary(grouping: table.moves) { "\($0.from) \($0.event)" }
        return groups.filter { Set($0.value.map(\.to)).count > 1 }.map(\.key)
    }

    @Test func `one state and one event lead to one state`() {
        #expect(ambiguities(CaseLifecycle.table).isEmpty)
        #expect(ambiguities(MentionLifecycle.table).isEmpty)
        #expect(ambiguities(ResponseLifecycle.table).isEmpty)
    }

    /// The states that can be reached from some first states.
    private func reachable<State, Event>(
        in table: Lifecycle<State, Event>,
        from first: Set<State>
    ) -> Set<State> {
        var found = first
        while true {
            let next = found.union(table.moves.filter { found.contains($0.from) }.map(\.to))
            guard next != found else { return found }
            found = next
        }
    }

    @Test func `every state can be reached`() {
        let cases = reachable(in: CaseLifecycle.table, from: [.new, .open])
        #expect(cases == Set(CaseState.allCases))
        let mentions = reachable(in: MentionLifecycle.table, from: [MentionLifecycle.firstState])
        #expect(mentions == Set(TriageState.allCases))
        let first = ResponseLifecycle.firstState
        let responses = reachable(in: ResponseLifecycle.table, from: [first])
        #expect(responses == Set(ResponseState.allCases))
    }

    @Test func `every event and every guard is used`() {
        let events = Set(CaseLifecycle.table.moves.map(\.event))
        #expect(events == Set(CaseEvent.allCases))
        #expect(Set(MentionLifecycle.table.moves.map(\.event)) == Set(MentionEvent.allCases))
        #expect(Set(ResponseLifecycle.table.moves.map(\.event)) == Set(ResponseEvent.allCases))
        let guards =
            CaseLifecycle.table.moves.map(\.guards)
            + MentionLifecycle.table.moves.map(\.guards)
            + ResponseLifecycle.table.moves.map(\.guards)
        #expect(guards.reduce(into: Set()) { $0.formUnion($1) } == Set(MoveGuard.allCases))
    }

    @Test(arguments: [Role.viewer, .analyst, .admin, .auditor])
    func `whoever may not work on the queue can move nothing, whatever the ties`(role: Role) {
        let doer = Doer.staff(role, ties: [.owner, .deputy, .author])
        for state in CaseState.allCases {
            #expect(CaseLifecycle.table.events(from: state, by: doer).isEmpty)
        }
        for state in TriageState.allCases {
            // Whoever sets Earshot up may say that a mention was never about us, and no more.
            let allowed: Set<MentionEvent> = role == .admin ? [.dismiss, .disown] : []
            let events = Set(MentionLifecycle.table.events(from: state, by: doer))
            #expect(events.isSubset(of: allowed))
        }
        for state in ResponseState.allCases {
            #expect(ResponseLifecycle.table.events(from: state, by: doer).isEmpty)
        }
    }
}
