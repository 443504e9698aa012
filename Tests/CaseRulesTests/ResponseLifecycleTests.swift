import CaseRules
import EarshotModel
import Testing

@Suite struct ResponseLifecycleTests {
    @Test func `every move of DOMAIN section 5 is allowed to the right people, and no other`()
        throws
    {
        try ExpectedMoves<ResponseState, ResponseEvent>(
            """
            draft submit submitted agent
            draft discard discarded agent
            rejected edit draft agent
            approved edit draft agent
            recalled edit draft agent
            failed edit draft agent
            approved overtaken draft engine
            submitted approve approved second
            submitted reject rejected second
            submitted pass_without_approval approved engine
            submitted self_approve approved author
            approved schedule scheduled owner
            scheduled recall recalled agent,engine
            scheduled send sending engine
            sending delivered sent engine
            sending fail failed engine
            sending answer_lost uncertain engine
            failed retry scheduled agent,engine
            approved post_by_hand posted_by_hand owner
            sent seen verified engine
            posted_by_hand seen verified engine
            uncertain seen verified engine
            uncertain confirm_arrived sent agent
            uncertain confirm_lost failed agent
            """
        ).check { ResponseLifecycle.move($0, from: $1, by: $2) }
    }

    @Test func `nothing leaves without having been approved`() {
        let gone: Set<ResponseState> = [.sending, .sent, .verified, .postedByHand, .uncertain]
        let ways = ResponseLifecycle.table.moves.filter { $0.from != .approved }
        var reached: Set<ResponseState> = [.draft]
        for _ in ways { reached.formUnion(ways.filter { reached.contains($0.from) }.map(\.to)) }
        #expect(reached.isDisjoint(with: gone))
    }

    @Test func `an uncertain response goes out again only on a person's word`() {
        let byEngine = ResponseLifecycle.table.moves.filter { $0.movers.contains(.engine) }
        var reached: Set<ResponseState> = [.uncertain]
        for _ in byEngine {
            reached.formUnion(byEngine.filter { reached.contains($0.from) }.map(\.to))
        }
        #expect(reached == [.uncertain, .verified])
    }

    @Test func `nobody but the engine passes what needs no approval, and it must need none`() {
        let guards = ResponseLifecycle.table.guards(on: .passWithoutApproval, from: .submitted)
        #expect(guards.contains(.noApprovalRequired))
        let alone = ResponseLifecycle.table.guards(on: .selfApprove, from: .submitted)
        #expect(alone.contains(.nobodyElseApproves))
    }

    @Test(arguments: [
        (ResponseEvent.approve, ResponseState.submitted), (.passWithoutApproval, .submitted),
        (.selfApprove, .submitted), (.schedule, .approved), (.send, .scheduled),
    ])
    func `the contact guard is asked on approval and on every step to the send`(
        event: ResponseEvent,
        state: ResponseState
    ) {
        #expect(ResponseLifecycle.table.guards(on: event, from: state).contains(.contactAllowed))
    }

    @Test func `what was posted by hand in public needs the address of the thread`() {
        let guards = ResponseLifecycle.table.guards(on: .postByHand, from: .approved)
        #expect(guards == [.addressIfPublic])
    }
}
