import CaseRules
public import EarshotModel
public import RecordStorage

extension ResponseDesk {
    /// Puts a mention aside, with the reason; one that opened a case leaves it, as long as nobody
    /// answered, and a case that has no mention left is over.
    @discardableResult
    public func dismiss(
        _ id: Mention.ID,
        because reason: DismissalReason,
        by member: StaffMember,
        expecting version: Int?
    ) async throws -> MentionFile {
        try await move(id, dismissal: reason, by: member, expecting: version) { file in
            file.matter == nil ? .dismiss : .disown
        }
    }

    /// Takes a mention back from where it was put aside or noted, as `Triage.restoring` says.
    @discardableResult
    public func restore(_ id: Mention.ID, by member: StaffMember, expecting version: Int?)
        async throws -> MentionFile
    {
        try await move(id, by: member, expecting: version) { file in
            Triage.restoring(MentionFacts(of: file), from: file.triage)
        }
    }

    /// Keeps a mention that needs no answer.
    @discardableResult
    public func keep(_ id: Mention.ID, by member: StaffMember, expecting version: Int?)
        async throws -> MentionFile
    {
        try await move(id, by: member, expecting: version) { _ in .note }
    }

    /// Makes a case of a mention that waits without one, or adds it to the person's live case;
    /// whoever asks for it owns it when nobody does.
    @discardableResult
    public func openCase(for id: Mention.ID, by member: StaffMember, expecting version: Int?)
        async throws -> CaseRecord
    {
        let matter = try await store.write(by: .staff(member.id)) { tx in
            let mention = try Self.mention(id, by: member, expecting: version, in: tx) { _ in
                .attach
            }.file
            guard mention.isOwnBrand else {
                throw DeskError.noSuchMove(event: "attach", from: "rival")
            }
            let customer =
                mention.customerLink.decision == .linked
                ? mention.customerLink.customer.map(Party.customer) : nil
            let party =
                try customer ?? mention.authorID.map(Party.author)
                ?? Self.stranger(behind: id, in: tx)
            let received = ReceivedMention(
                id: id,
                facts: MentionFacts(of: mention),
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
        dismissal: DismissalReason? = nil,
        by member: StaffMember,
        expecting version: Int?,
        event: @escaping @Sendable (MentionFile) -> MentionEvent
    ) async throws -> MentionFile {
        try await store.write(by: .staff(member.id)) { tx in
            let matter = try Self.heldCase(of: id, in: tx)
            let (file, state) = try Self.mention(
                id,
                by: member,
                expecting: version,
                in: tx,
                event: event
            )
            guard
                try tx.mentions.move(
                    id,
                    to: state,
                    dismissal: dismissal,
                    standing: QueueStanding(of: MentionFacts(of: file)),
                    expecting: file.version
                ),
                let moved = try tx.mentions.file(id)
            else { throw try Self.staleness(of: id, in: tx) }
            if let matter, moved.matter == nil { try Self.end(matter, ifEmptiedIn: tx) }
            try tx.audit.add(
                "mention.\(state.rawValue)",
                mention: id,
                facts: dismissal.map { ["reason": $0.rawValue] } ?? [:]
            )
            return moved
        }
    }

    /// The case that a mention stands in, with its person's row held.
    private static func heldCase(of id: Mention.ID, in tx: WriteTransaction) throws -> Case.ID? {
        guard let matter = try tx.mentions.file(id)?.matter,
            let record = try tx.cases.record(matter)
        else { return nil }
        try tx.cases.serialise(record.party)
        return matter
    }

    /// Ends a case whose last mention left it; an answered case keeps its mentions.
    private static func end(_ id: Case.ID, ifEmptiedIn tx: WriteTransaction) throws {
        guard try tx.responses.ofCase(id).isEmpty else {
            throw DeskError.noSuchMove(event: MentionEvent.disown.rawValue, from: "answered")
        }
        guard try tx.mentions.files(of: id).isEmpty, let record = try tx.cases.record(id),
            case .allowed(let state) = CaseLifecycle.move(.emptied, from: record.state, by: .engine)
        else { return }
        var change = CaseChange(of: record)
        change.state = state
        change.resolvedAt = tx.now
        change.outcome = .noneNeeded
        try tx.contacts.complete(id, nature: record.nature, outcome: .noneNeeded)
        for metric in ClockMetric.allCases { try tx.cases.meetClock(metric, of: id) }
        guard try tx.cases.change(id, to: change, expecting: record.version) else {
            throw try staleness(of: record, in: tx)
        }
        try tx.audit.add("case.emptied", matter: id)
    }

    private static func mention(
        _ id: Mention.ID,
        by member: StaffMember,
        expecting version: Int?,
        in tx: WriteTransaction,
        event: (MentionFile) -> MentionEvent
    ) throws -> (file: MentionFile, state: TriageState) {
        guard let file = try tx.mentions.file(id) else { throw DeskError.notFound }
        guard version == nil || version == file.version else {
            throw DeskError.stale(current: file.version, changedBy: nil, at: nil)
        }
        guard member.isActive else { throw DeskError.notAllowed(.triage) }
        let doer = Doer.staff(member.role)
        switch MentionLifecycle.move(event(file), from: file.triage, by: doer) {
        case .allowed(let state): return (file, state)
        case .refused(.noSuchMove(let event, let from)):
            throw DeskError.noSuchMove(event: event.rawValue, from: from.rawValue)
        case .refused(.notPermitted(let event, _)):
            throw DeskError.notAllowed(event == .disown ? .undo : .triage)
        }
    }
}
