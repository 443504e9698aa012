public import EarshotModel

/// What can happen to a case.
public enum CaseEvent: String, CaseIterable, Sendable {
    /// Somebody takes it.
    case claim
    /// A lead gives it to somebody.
    case assign
    /// The owner was silent for too long; it goes back to everybody.
    case ownerSilent = "owner_silent"
    /// We answered with a question.
    case askCustomer = "ask_customer"
    /// The owner asks a colleague.
    case askColleague = "ask_colleague"
    /// The colleague answered.
    case colleagueAnswered = "colleague_answered"
    /// The owner puts it off until a moment.
    case snooze
    /// That moment has come.
    case wake
    /// The person wrote again: a linked mention or an inbound contact.
    case customerWrote = "customer_wrote"
    /// The person did not answer for the policy's number of days.
    case customerSilent = "customer_silent"
    /// The matter is settled.
    case resolve
    /// The time in which it could be reopened is over.
    case windowOver = "window_over"
    /// It becomes part of another case.
    case merge
    /// Its last mention turned out not to be ours.
    case emptied
}

/// The moves of a case: DOMAIN section 5.
public enum CaseLifecycle {
    /// A table of case moves.
    public typealias Table = Lifecycle<CaseState, CaseEvent>

    private static let live = CaseState.allCases.filter(\.isLive)
    private static let waiting: [CaseState] = [.waitingCustomer, .waitingInternal]
    private static let owner: Set<Mover> = [.owner(holding: .claim)]

    /// The one table; a closed or merged case never moves, and a new mention opens another one.
    ///
    /// Beyond DOMAIN's lines it says that a case which nobody waits for stays as it is when the
    /// person writes, that a colleague's answer ends the waiting for it, that the engine merges the
    /// cases of an author who turns out to be a customer (section 0), and that a case without any
    /// mention left is over.
    public static let table = Table(
        moves: [
            Table.rows(
                [.new],
                .claim,
                .open,
                by: [.holder(of: .claim)],
                guards: [.versionMatches]
            ),
            Table.rows(
                [.new, .open],
                .assign,
                .open,
                by: [.holder(of: .assign)],
                guards: [.reasonIfOwnerChanges]
            ),
            Table.rows([.open], .ownerSilent, .new, by: [.engine], guards: [.ownerSilent]),
            Table.rows([.open], .askCustomer, .waitingCustomer, by: owner),
            Table.rows([.open], .askColleague, .waitingInternal, by: owner),
            Table.rows(
                [.waitingInternal],
                .colleagueAnswered,
                .open,
                by: [.holder(of: .note)]
            ),
            Table.rows(
                [.open] + waiting,
                .snooze,
                .snoozed,
                by: owner,
                guards: [.notAfterDeadline]
            ),
            Table.rows([.snoozed], .wake, .open, by: [.engine], guards: [.momentReached]),
            Table.rows([.snoozed, .waitingCustomer], .customerWrote, .open, by: [.engine]),
            Table.rows([.new], .customerWrote, .new, by: [.engine]),
            Table.rows([.open], .customerWrote, .open, by: [.engine]),
            Table.rows([.waitingInternal], .customerWrote, .waitingInternal, by: [.engine]),
            Table.rows(
                [.waitingCustomer],
                .customerSilent,
                .resolved,
                by: [.engine],
                guards: [.policyAllows]
            ),
            Table.rows(
                [.open] + waiting,
                .resolve,
                .resolved,
                by: owner,
                guards: [.closingComplete]
            ),
            Table.rows(
                [.resolved],
                .customerWrote,
                .open,
                by: [.engine],
                guards: [.withinReopenWindow]
            ),
            Table.rows(
                [.resolved],
                .windowOver,
                .closed,
                by: [.engine],
                guards: [.reopenWindowOver]
            ),
            Table.rows(
                live,
                .merge,
                .merged,
                by: [.holder(of: .merge), .engine],
                guards: [.targetIsLive]
            ),
            Table.rows(live, .emptied, .closed, by: [.engine]),
        ].flatMap(\.self)
    )

    /// Where a case begins: with its person's owner or deputy if one is present, else with nobody.
    public static func firstState(hasPresentOwner: Bool) -> CaseState {
        hasPresentOwner ? .open : .new
    }

    /// What happens when somebody makes an event happen to a case in some state.
    public static func move(
        _ event: CaseEvent,
        from state: CaseState,
        by doer: Doer
    ) -> Table.Decision {
        table.move(event, from: state, by: doer)
    }
}
