import CaseRules
public import EarshotModel
public import RecordStorage

extension ResponseDesk {
    /// Puts a mention aside, with the reason.
    @discardableResult
    public func dismiss(
        _ id: Mention.ID,
        because reason: DismissalReason,
        by member: StaffMember,
        expecting version: Int?
    ) async throws -> MentionFile {
        try await move(id, .dismiss, dismissal: reason, by: member, expecting: version)
    }

    /// Takes a mention back from where it was put aside or noted.
    @discardableResult
    public func restore(_ id: Mention.ID, by member: StaffMember, expecting version: Int?)
        async throws -> MentionFile
    {
        try await move(id, .restore, dismissal: nil, by: member, expecting: version)
    }

    /// Keeps a mention that needs no answer.
    @discardableResult
    public func keep(_ id: Mention.ID, by member: StaffMember, expecting version: Int?)
        async throws -> MentionFile
    {
        try await move(id, .note, dismissal: nil, by: member, expecting: version)
    }

    /// Makes a case of a mention that waits without one, or adds it to the person's live case;
    /// whoever asks for it owns it when nobody does.
    @discardableResult
    public func openCase(for id: Mention.ID, by member: StaffMember, expecting version: Int?)
        async throws -> CaseRecord
    {
        let matter = try await store.write(by: .staff(member.id)) { tx in
            let mention = try Self.mention(id, .attach, by: member, expecting: version, in: tx).file
            let customer =
                mention.customerLink.decision == .linked
                ? mention.customerLink.customer.map(Party.customer) : nil
            let party =
                try customer ?? mention.authorID.map(Party.author)
                ?? Self.stranger(behind: id, in: tx)
            let received = ReceivedMention(
                id: id,
                facts: MentionFacts(
                    isOwnBrand: mention.isOwnBrand,
                    nature: mention.judgement.nature,
                    label: mention.judgement.label,
                    feedKind: mention.feedKind
                ),
                party: party,
                author: mention.authorID,
                publishedAt: mention.publishedAt
            )
            let person = try Self.admit(
                received,
                version: mention.version,
                of: party,
                under: try Self.rules(in: tx),
                in: tx
            )
            guard let matter = try tx.cases.live(of: person) else { throw DeskError.notFound }
            return matter
        }
        guard matter.state == .new else { return matter }
        return try await claim(matter.id, by: member, expecting: matter.version)
    }

    // MARK: -

    private func move(
        _ id: Mention.ID,
        _ event: MentionEvent,
        dismissal: DismissalReason?,
        by member: StaffMember,
        expecting version: Int?
    ) async throws -> MentionFile {
        try await store.write(by: .staff(member.id)) { tx in
            let (file, state) = try Self.mention(
                id,
                event,
                by: member,
                expecting: version,
                in: tx
            )
            guard
                try tx.mentions.move(
                    id,
                    to: state,
                    dismissal: dismissal,
                    expecting: file.version
                ),
                let moved = try tx.mentions.file(id)
            else { throw try Self.staleness(of: id, in: tx) }
            try tx.audit.add(
                "mention.\(state.rawValue)",
                mention: id,
                facts: dismissal.map { ["reason": $0.rawValue] } ?? [:]
            )
            return moved
        }
    }

    private static func mention(
        _ id: Mention.ID,
        _ event: MentionEvent,
        by member: StaffMember,
        expecting version: Int?,
        in tx: WriteTransaction
    ) throws -> (file: MentionFile, state: TriageState) {
        guard let file = try tx.mentions.file(id) else { throw DeskError.notFound }
        guard version == nil || version == file.version else {
            throw DeskError.stale(current: file.version, changedBy: nil, at: nil)
        }
        guard member.isActive else { throw DeskError.notAllowed(.triage) }
        let doer = Doer.staff(member.role)
        switch MentionLifecycle.move(event, from: file.triage, by: doer) {
        case .allowed(let state): return (file, state)
        case .refused(.noSuchMove(let event, let from)):
            throw DeskError.noSuchMove(event: event.rawValue, from: from.rawValue)
        case .refused(.notPermitted): throw DeskError.notAllowed(.triage)
        }
    }
}
