import CaseRules
import EarshotModel
import Testing

@Suite struct MentionLifecycleTests {
    @Test func `every move of DOMAIN section 4 is allowed to the right people, and no other`()
        throws
    {
        try ExpectedMoves<TriageState, MentionEvent>(
            """
            new queue queued engine
            new note noted engine
            new attach in_case engine
            new cluster clustered engine
            queued cluster clustered engine
            queued attach in_case agent
            noted attach in_case agent
            queued note noted agent
            new dismiss dismissed agent,setup
            queued dismiss dismissed agent,setup
            noted dismiss dismissed agent,setup
            in_case disown dismissed lead,setup
            dismissed restore queued agent
            noted restore queued agent
            dismissed restore_aside noted agent
            new withdraw withdrawn engine
            queued withdraw withdrawn engine
            noted withdraw withdrawn engine
            dismissed withdraw withdrawn engine
            clustered take_over new engine
            clustered withdraw withdrawn engine
            in_case edit in_case engine
            queued edit new engine
            noted edit new engine
            clustered edit new engine
            withdrawn edit new engine
            in_case unlink queued lead
            """
        ).check { MentionLifecycle.move($0, from: $1, by: $2) }
    }

    @Test func `putting aside wants a reason and calling it unneeded does not`() {
        for state in [TriageState.new, .queued, .noted] {
            #expect(MentionLifecycle.table.guards(on: .dismiss, from: state) == [.reasonGiven])
        }
        #expect(MentionLifecycle.table.guards(on: .disown, from: .inCase) == [.reasonGiven])
        #expect(MentionLifecycle.table.guards(on: .note, from: .queued).isEmpty)
    }

    @Test func `the engine never takes a mention away from a case`() {
        let leaving = MentionLifecycle.table.moves.filter { $0.from == .inCase && $0.to != .inCase }
        #expect(Set(leaving.map(\.event)) == [.unlink, .disown])
        #expect(!leaving.contains { $0.movers.contains(.engine) })
    }
}
