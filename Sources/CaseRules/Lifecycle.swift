/// A table of moves, and the answer to "may this move be made, and where does it lead?".
///
/// One state and one event lead to one state only; several rows may say so for different movers.
public struct Lifecycle<State, Event>: Sendable
where State: Hashable & Sendable & CaseIterable, Event: Hashable & Sendable & CaseIterable {
    /// One row of the table.
    public struct Move: Hashable, Sendable {
        /// Where the record stands before.
        public let from: State
        /// What happens.
        public let event: Event
        /// Where the record stands afterwards.
        public let to: State
        /// Who may make it happen; any one of these suffices.
        public let movers: Set<Mover>
        /// What else must hold, in the same transaction as the move.
        public let guards: Set<MoveGuard>
    }

    /// What the table says to one wish.
    public enum Decision: Hashable, Sendable {
        /// The move may be made and leads to this state, as long as its guards hold.
        case allowed(State)
        /// The move may not be made.
        case refused(Refusal)
    }

    /// Why a move may not be made.
    public enum Refusal: Hashable, Sendable {
        /// Nobody can do this to a record in this state.
        case noSuchMove(Event, from: State)
        /// Somebody can, but not this one; any of these could.
        case notPermitted(Event, needs: Set<Mover>)

        /// The code of the reason, under which the phrase file has its words.
        public var code: String {
            switch self {
            case .noSuchMove: "no_such_move"
            case .notPermitted: "not_permitted"
            }
        }
    }

    /// All rows, in the order of DOMAIN's table.
    public let moves: [Move]

    /// What happens when somebody makes an event happen to a record in some state.
    public func move(_ event: Event, from state: State, by doer: Doer) -> Decision {
        let rows = moves.filter { $0.event == event && $0.from == state }
        guard !rows.isEmpty else { return .refused(.noSuchMove(event, from: state)) }
        let row = rows.first { $0.movers.contains { $0.includes(doer) } }
        guard let row else {
            let movers = rows.reduce(into: Set()) { $0.formUnion($1.movers) }
            return .refused(.notPermitted(event, needs: movers))
        }
        return .allowed(row.to)
    }

    /// What else must hold for a move, whoever makes it; empty for a move that does not exist.
    public func guards(on event: Event, from state: State) -> Set<MoveGuard> {
        moves.filter { $0.event == event && $0.from == state }
            .reduce(into: Set()) { $0.formUnion($1.guards) }
    }

    /// What somebody can do to a record in some state, in the order of the events' declaration.
    public func events(from state: State, by doer: Doer) -> [Event] {
        Event.allCases.filter { event in
            if case .allowed = move(event, from: state, by: doer) { return true }
            return false
        }
    }
}

extension Lifecycle {
    /// The rows for one line of DOMAIN's table, which may start from several states.
    static func rows(
        _ from: [State],
        _ event: Event,
        _ to: State,
        by movers: Set<Mover>,
        guards: Set<MoveGuard> = []
    ) -> [Move] {
        from.map { Move(from: $0, event: event, to: to, movers: movers, guards: guards) }
    }
}

/// What must hold besides the table, as a code; the desk checks it in the move's transaction.
public enum MoveGuard: String, CaseIterable, Sendable {
    /// Nobody changed the record since it was read.
    case versionMatches = "version_matches"
    /// A reason is given.
    case reasonGiven = "reason_given"
    /// A reason is given, if the case had another owner.
    case reasonIfOwnerChanges = "reason_if_owner_changes"
    /// The owner did nothing for the policy's share of the clock.
    case ownerSilent = "owner_silent"
    /// The moment is in the future and, except for whoever may assign, not after the deadline.
    case notAfterDeadline = "not_after_deadline"
    /// The moment to which the case was put off has come.
    case momentReached = "moment_reached"
    /// The policy wants it so.
    case policyAllows = "policy_allows"
    /// `ClosingRule` has no objection.
    case closingComplete = "closing_complete"
    /// The case was resolved less than the reopen window ago, and no other case is live.
    case withinReopenWindow = "within_reopen_window"
    /// The case was resolved a reopen window ago, or longer.
    case reopenWindowOver = "reopen_window_over"
    /// The other case is live and is another one.
    case targetIsLive = "target_is_live"
    /// `ContactGuard` allows it now.
    case contactAllowed = "contact_allowed"
    /// No field of the text is left unfilled.
    case textComplete = "text_complete"
    /// The address of the thread is given, if everybody can read the answer.
    case addressIfPublic = "address_if_public"
    /// The undo time is over.
    case undoTimeOver = "undo_time_over"
    /// The company requires no approval.
    case noApprovalRequired = "no_approval_required"
    /// Approval is required, and nobody else is there to give it.
    case nobodyElseApproves = "nobody_else_approves"
}
