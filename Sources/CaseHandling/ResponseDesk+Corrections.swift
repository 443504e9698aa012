public import CaseRules
public import EarshotModel
public import RecordStorage

extension ResponseDesk {
    /// How a person changes a judgement.
    public enum Correction: Hashable, Sendable {
        /// Somebody says what the mention is.
        case made
        /// Somebody lets Earshot judge it again.
        case takenBack
    }

    /// What a mention asks for once it is judged so, where that is more than before and nobody has
    /// decided about it; `nil` where it stays where it is.
    ///
    /// Only what waits for eyes and what triage itself noted moves: what stands in a case, what
    /// staff put aside or kept, and what is history or a copy stays.
    public static func destination(of mention: MentionFile, judgedAs judgement: Judgement)
        -> TriageDecision.Action?
    {
        let before = MentionFacts(of: mention)
        let after = MentionFacts(of: mention, judgedAs: judgement)
        let isFree =
            switch mention.triage {
            case .queued: true
            case .noted: Triage.decide(for: before).action == .note
            case .new, .inCase, .dismissed, .clustered, .withdrawn: false
            }
        guard isFree, Triage.asksForMore(after, than: before) else { return nil }
        return Triage.decide(for: after).action
    }

    /// Lets the desk follow another judgement of a mention, of which `mention` is how it was
    /// before: its place in the queue, and whatever it asks for now.
    public static func follow(
        _ correction: Correction,
        of mention: MentionFile,
        to judgement: Judgement,
        under rules: DeskRules,
        in tx: WriteTransaction
    ) throws {
        let facts = MentionFacts(of: mention, judgedAs: judgement)
        let act =
            switch correction {
            case .made: "mention.corrected"
            case .takenBack: "mention.correction_undone"
            }
        try tx.audit.add(
            act,
            matter: mention.matter,
            mention: mention.id,
            facts: [
                "before": mention.judgement.label.rawValue, "label": judgement.label.rawValue,
                "nature": judgement.nature.rawValue,
            ]
        )
        try tx.mentions.place(mention.id, at: QueueStanding(of: facts))
        guard destination(of: mention, judgedAs: judgement) != nil else { return }
        try receiveAgain(
            mention.id,
            with: facts,
            party: Party(of: mention.customerLink, by: mention.authorID),
            author: mention.authorID,
            under: rules,
            in: tx
        )
    }

    /// Takes a stored mention to the desk as if it were new, because it asks for more than before.
    ///
    /// One in a case stays there, and one that staff put aside stays aside. Whether it moved.
    @discardableResult
    public static func receiveAgain(
        _ id: Mention.ID,
        with facts: MentionFacts,
        party: Party?,
        author: Author.ID?,
        under rules: DeskRules,
        in tx: WriteTransaction
    ) throws -> Bool {
        guard let now = try tx.mentions.file(id), now.triage != .inCase,
            case .allowed(let state) = MentionLifecycle.move(.edit, from: now.triage, by: .engine),
            try tx.mentions.move(id, to: state, expecting: now.version)
        else { return false }
        try receive(
            ReceivedMention(
                id: id,
                version: now.version + 1,
                facts: facts,
                party: party,
                author: author,
                publishedAt: now.publishedAt
            ),
            under: rules,
            in: tx
        )
        return true
    }
}
