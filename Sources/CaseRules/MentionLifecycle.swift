public import EarshotModel

/// What can happen to a mention.
public enum MentionEvent: String, CaseIterable, Sendable {
    /// It needs eyes.
    case queue
    /// It needs no answer.
    case note
    /// It joins the person's live case, or opens one.
    case attach
    /// It is a near-duplicate and follows the story's first telling.
    case cluster
    /// The first telling of its story is gone, and it takes that one's place.
    case takeOver = "take_over"
    /// Staff put it aside.
    case dismiss
    /// Somebody says of a mention in a case that it was never about us.
    case disown
    /// Staff take it back, and it needs eyes.
    case restore
    /// Staff take it back, and it needs no answer.
    case restoreAside = "restore_aside"
    /// Its text was deleted at its source, or no longer names the brand.
    case withdraw
    /// Its author changed the text; what needed no answer may need one now.
    case edit
    /// It was joined to the wrong person.
    case unlink
}

/// The moves of a mention: DOMAIN section 4 with section 0's addition.
///
/// Beyond DOMAIN's lines it says that an edited mention is triaged anew where it has no case, be it
/// a copy or not, that a copy takes over when the first telling is gone, that
/// what triage would only note is restored to there, and that a mention which opened a case may
/// turn out not to be ours, which whoever sets Earshot up may say, too.
public enum MentionLifecycle {
    /// A table of mention moves.
    public typealias Table = Lifecycle<TriageState, MentionEvent>

    /// Where every mention begins.
    public static let firstState = TriageState.new

    private static let staff: Set<Mover> = [.holder(of: .triage)]
    private static let deciders: Set<Mover> = [.holder(of: .undo), .holder(of: .setUp)]

    /// The one table.
    public static let table = Table(
        moves: [
            Table.rows([.new], .queue, .queued, by: [.engine]),
            Table.rows([.new], .note, .noted, by: [.engine]),
            Table.rows([.new], .attach, .inCase, by: [.engine]),
            Table.rows([.new, .queued], .cluster, .clustered, by: [.engine]),
            Table.rows([.clustered], .takeOver, .new, by: [.engine]),
            Table.rows([.queued, .noted], .attach, .inCase, by: staff),
            Table.rows([.queued], .note, .noted, by: staff),
            Table.rows(
                [.new, .queued, .noted],
                .dismiss,
                .dismissed,
                by: staff.union(deciders),
                guards: [.reasonGiven]
            ),
            Table.rows([.inCase], .disown, .dismissed, by: deciders, guards: [.reasonGiven]),
            Table.rows([.dismissed, .noted], .restore, .queued, by: staff),
            Table.rows([.dismissed], .restoreAside, .noted, by: staff),
            Table.rows(
                [.new, .queued, .noted, .dismissed, .clustered],
                .withdraw,
                .withdrawn,
                by: [.engine]
            ),
            Table.rows([.inCase], .edit, .inCase, by: [.engine]),
            Table.rows([.queued, .noted, .clustered, .withdrawn], .edit, .new, by: [.engine]),
            Table.rows([.inCase], .unlink, .queued, by: [.holder(of: .undo)]),
        ].flatMap(\.self)
    )

    /// What happens when somebody makes an event happen to a mention in some state.
    public static func move(
        _ event: MentionEvent,
        from state: TriageState,
        by doer: Doer
    ) -> Table.Decision {
        table.move(event, from: state, by: doer)
    }
}
