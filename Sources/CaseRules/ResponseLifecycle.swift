public import EarshotModel

/// What can happen to a response.
public enum ResponseEvent: String, CaseIterable, Sendable {
    /// The author thinks it is ready.
    case submit
    /// A second person approves it.
    case approve
    /// It counts as approved, because the company requires no approval.
    case passWithoutApproval = "pass_without_approval"
    /// The author approves it, because nobody else is there to do so; it is reported.
    case selfApprove = "self_approve"
    /// A second person refuses it, with a note.
    case reject
    /// Somebody changes the text.
    case edit
    /// The person wrote again, or changed the mention, after the approval.
    case overtaken
    /// Somebody sends it; it leaves when the undo time is over.
    case schedule
    /// Somebody takes it back in time, or the contact guard stops it at the last moment.
    case recall
    /// It leaves.
    case send
    /// The remote site has it.
    case delivered
    /// The remote site refused it.
    case fail
    /// It left and the remote site's answer was lost.
    case answerLost = "answer_lost"
    /// It is tried again.
    case retry
    /// Somebody posted it on the site.
    case postByHand = "post_by_hand"
    /// It was seen where it belongs.
    case seen
    /// A person found out that it arrived.
    case confirmArrived = "confirm_arrived"
    /// A person found out that it did not arrive.
    case confirmLost = "confirm_lost"
    /// The author throws it away.
    case discard
}

/// The moves of a response: DOMAIN section 5 with section 0's `uncertain`.
public enum ResponseLifecycle {
    /// A table of response moves.
    public typealias Table = Lifecycle<ResponseState, ResponseEvent>

    /// Where every response begins.
    public static let firstState = ResponseState.draft

    private static let staff: Set<Mover> = [.holder(of: .draft)]
    private static let approval: Set<MoveGuard> = [.versionMatches, .contactAllowed]
    private static let approver: Set<Mover> = [.secondPerson(holding: .approve)]

    private static let sender: Set<Mover> = [
        .owner(holding: .sendPublic), .owner(holding: .sendPrivate),
    ]

    /// The one table; nothing leads from `uncertain` to a send except a person's word.
    ///
    /// Where the company requires approval, nothing is sent that a second person did not approve:
    /// the only other ways to `approved` carry a guard that says why.
    public static let table = Table(
        moves: (writing + approving + sending + arriving).flatMap(\.self)
    )

    private static let writing = [
        Table.rows([.draft], .submit, .submitted, by: staff, guards: [.textComplete]),
        Table.rows([.draft], .discard, .discarded, by: staff),
        Table.rows([.rejected, .approved, .recalled, .failed], .edit, .draft, by: staff),
        Table.rows([.approved], .overtaken, .draft, by: [.engine]),
    ]

    private static let approving = [
        Table.rows([.submitted], .approve, .approved, by: approver, guards: approval),
        Table.rows([.submitted], .reject, .rejected, by: approver, guards: [.reasonGiven]),
        Table.rows(
            [.submitted],
            .passWithoutApproval,
            .approved,
            by: [.engine],
            guards: approval.union([.noApprovalRequired])
        ),
        Table.rows(
            [.submitted],
            .selfApprove,
            .approved,
            by: [.author(holding: .draft)],
            guards: approval.union([.nobodyElseApproves])
        ),
    ]

    private static let sending = [
        Table.rows(
            [.approved],
            .schedule,
            .scheduled,
            by: sender,
            guards: [.contactAllowed, .versionMatches]
        ),
        Table.rows([.scheduled], .recall, .recalled, by: [.engine, .holder(of: .draft)]),
        Table.rows(
            [.scheduled],
            .send,
            .sending,
            by: [.engine],
            guards: [.undoTimeOver, .contactAllowed]
        ),
        Table.rows([.sending], .delivered, .sent, by: [.engine]),
        Table.rows([.sending], .fail, .failed, by: [.engine]),
        Table.rows([.sending], .answerLost, .uncertain, by: [.engine]),
        Table.rows([.failed], .retry, .scheduled, by: [.engine, .holder(of: .draft)]),
    ]

    private static let arriving = [
        Table.rows(
            [.approved],
            .postByHand,
            .postedByHand,
            by: sender,
            guards: [.addressIfPublic]
        ),
        Table.rows([.sent, .postedByHand, .uncertain], .seen, .verified, by: [.engine]),
        Table.rows([.uncertain], .confirmArrived, .sent, by: staff),
        Table.rows([.uncertain], .confirmLost, .failed, by: staff, guards: [.reasonGiven]),
    ]

    /// What happens when somebody makes an event happen to a response in some state.
    public static func move(
        _ event: ResponseEvent,
        from state: ResponseState,
        by doer: Doer
    ) -> Table.Decision {
        table.move(event, from: state, by: doer)
    }
}
