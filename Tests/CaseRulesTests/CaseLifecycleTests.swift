import CaseRules
import EarshotModel
import Testing

@Suite struct CaseLifecycleTests {
    @Test func `every move of DOMAIN section 5 is allowed to the right people, and no other`()
        throws
    {
        try ExpectedMoves<CaseState, CaseEvent>(
            """
            new claim open agent
            new assign open lead
            open assign open lead
            open owner_silent new engine
            open ask_customer waiting_customer owner
            open ask_colleague waiting_internal owner
            waiting_internal colleague_answered open agent
            open snooze snoozed owner
            waiting_customer snooze snoozed owner
            waiting_internal snooze snoozed owner
            snoozed wake open engine
            new customer_wrote new engine
            open customer_wrote open engine
            waiting_customer customer_wrote open engine
            waiting_internal customer_wrote waiting_internal engine
            snoozed customer_wrote open engine
            waiting_customer customer_silent resolved engine
            open resolve resolved owner
            waiting_customer resolve resolved owner
            waiting_internal resolve resolved owner
            resolved customer_wrote open engine
            resolved window_over closed engine
            new merge merged lead,engine
            open merge merged lead,engine
            waiting_customer merge merged lead,engine
            waiting_internal merge merged lead,engine
            snoozed merge merged lead,engine
            new emptied closed engine
            open emptied closed engine
            waiting_customer emptied closed engine
            waiting_internal emptied closed engine
            snoozed emptied closed engine
            """
        ).check { CaseLifecycle.move($0, from: $1, by: $2) }
    }

    @Test func `a case begins with its person's owner if one is present`() {
        #expect(CaseLifecycle.firstState(hasPresentOwner: true) == .open)
        #expect(CaseLifecycle.firstState(hasPresentOwner: false) == .new)
    }

    @Test func `what else must hold stands in the table`() {
        let table = CaseLifecycle.table
        #expect(table.guards(on: .claim, from: .new) == [.versionMatches])
        #expect(table.guards(on: .resolve, from: .open) == [.closingComplete])
        #expect(table.guards(on: .snooze, from: .waitingCustomer) == [.notAfterDeadline])
        #expect(table.guards(on: .customerWrote, from: .resolved) == [.withinReopenWindow])
        #expect(table.guards(on: .customerWrote, from: .open).isEmpty)
        #expect(table.guards(on: .claim, from: .closed).isEmpty)
    }

    @Test func `a page can ask what somebody can do`() {
        let owner = Doer.staff(.agent, ties: [.owner])
        #expect(CaseLifecycle.table.events(from: .new, by: .staff(.agent)) == [.claim])
        #expect(
            CaseLifecycle.table.events(from: .open, by: owner)
                == [.askCustomer, .askColleague, .snooze, .resolve]
        )
        #expect(CaseLifecycle.table.events(from: .open, by: .staff(.agent)).isEmpty)
        #expect(CaseLifecycle.table.events(from: .closed, by: .engine).isEmpty)
        #expect(CaseLifecycle.table.events(from: .merged, by: .staff(.lead)).isEmpty)
    }

    @Test func `a case that is not live has no way back to work but to be reopened`() {
        let back = CaseLifecycle.table.moves.filter { !$0.from.isLive && $0.to.isLive }
        #expect(back.map(\.event) == [.customerWrote])
        #expect(back.map(\.from) == [.resolved])
    }

    @Test func `a refusal has a code for its words`() {
        let noMove = CaseLifecycle.move(.claim, from: .closed, by: .staff(.lead))
        let notYours = CaseLifecycle.move(.resolve, from: .open, by: .staff(.agent))
        guard case .refused(let first) = noMove, case .refused(let second) = notYours else {
            Issue.record("both are refused")
            return
        }
        #expect(first.code == "no_such_move")
        #expect(second.code == "not_permitted")
        #expect(second == .notPermitted(.resolve, needs: [.owner(holding: .claim)]))
    }
}
