import CaseRules
public import EarshotModel
public import RecordStorage

extension ResponseDesk {
    /// Makes somebody the owner of a case that nobody owns; two who try at once get one winner.
    ///
    /// Throws `owned` with the winner's name, and `stale` when the case changed otherwise.
    @discardableResult
    public func claim(_ id: Case.ID, by member: StaffMember, expecting version: Int?) async throws
        -> CaseRecord
    {
        try await change(id, by: member, expecting: version) { record, tx in
            if let owner = record.ownerName, record.owner != member.id {
                throw DeskError.owned(by: owner)
            }
            let state = try Self.state(after: .claim, of: record, by: member)
            var change = CaseChange(of: record)
            change.state = state
            change.owner = member.id
            try tx.audit.add("case.claimed", matter: id)
            return change
        }
    }

    /// Gives a case to somebody; a reason is needed when it had another owner.
    @discardableResult
    public func assign(
        _ id: Case.ID,
        to owner: StaffMember.ID,
        reason: String,
        by member: StaffMember,
        expecting version: Int?
    ) async throws -> CaseRecord {
        try await change(id, by: member, expecting: version) { record, tx in
            let isChange = record.owner != nil && record.owner != owner
            if isChange && reason.allSatisfy(\.isWhitespace) {
                throw DeskError.invalid(field: "reason", code: "missing")
            }
            guard let new = try tx.staff.member(owner), new.isActive else {
                throw DeskError.invalid(field: "owner", code: "unknown")
            }
            guard Permission.isAllowed(.claim, for: new) else {
                throw DeskError.invalid(field: "owner", code: "cannot_own")
            }
            var change = CaseChange(of: record)
            change.state = try Self.state(after: .assign, of: record, by: member)
            change.owner = owner
            try tx.audit.add(
                "case.assigned",
                matter: id,
                facts: ["owner": new.name, "reason": reason]
            )
            return change
        }
    }

    /// Adds an internal note, which nobody outside ever sees.
    public func note(_ id: Case.ID, _ text: String, by member: StaffMember) async throws {
        guard Permission.isAllowed(.note, for: member) else {
            throw DeskError.notAllowed(.note)
        }
        guard !text.allSatisfy(\.isWhitespace) else {
            throw DeskError.invalid(field: "text", code: "missing")
        }
        try await store.write(by: .staff(member.id)) { tx in
            guard try tx.cases.record(id) != nil else { throw DeskError.notFound }
            try tx.notes.add(text, to: id)
            try tx.audit.add("case.noted", matter: id)
        }
    }

    // MARK: -

    /// Changes a case in one transaction that holds the person's row, when it still has the
    /// version that the caller saw.
    func change(
        _ id: Case.ID,
        by member: StaffMember,
        expecting version: Int?,
        _ decide: @escaping @Sendable (CaseRecord, WriteTransaction) throws -> CaseChange
    ) async throws -> CaseRecord {
        guard member.isActive else { throw DeskError.notAllowed(.claim) }
        return try await store.write(by: .staff(member.id)) { tx in
            guard let seen = try tx.cases.record(id) else { throw DeskError.notFound }
            try tx.cases.serialise(seen.party)
            guard let record = try tx.cases.record(id) else { throw DeskError.notFound }
            let change = try Self.checking(record, version, in: tx) { try decide(record, tx) }
            guard try tx.cases.change(id, to: change, expecting: record.version),
                let changed = try tx.cases.record(id)
            else { throw try Self.staleness(of: record, in: tx) }
            return changed
        }
    }

    /// Runs the decision when the version fits; a case that somebody else owns now says so first.
    private static func checking(
        _ record: CaseRecord,
        _ version: Int?,
        in tx: WriteTransaction,
        _ decide: () throws -> CaseChange
    ) throws -> CaseChange {
        guard let version, version != record.version else { return try decide() }
        if record.state == .open, let owner = record.ownerName, tx.actor != record.owner.actor {
            throw DeskError.owned(by: owner)
        }
        throw try staleness(of: record, in: tx)
    }

    static func staleness(of record: CaseRecord, in tx: WriteTransaction) throws -> DeskError {
        let last = try tx.audit.history(of: record.id).last
        return .stale(current: record.version, changedBy: last?.actorName, at: last?.at)
    }

    static func state(after event: CaseEvent, of record: CaseRecord, by member: StaffMember)
        throws -> CaseState
    {
        try state(after: event, from: record.state, owner: record.owner, of: record, by: member)
    }

    /// The state after an event on a case that stands, and is owned, as it is said here: possibly
    /// claimed a moment ago.
    static func state(
        after event: CaseEvent,
        from state: CaseState,
        owner: StaffMember.ID?,
        of record: CaseRecord,
        by member: StaffMember
    ) throws -> CaseState {
        let ties: Set<Tie> = owner == member.id ? [.owner] : []
        switch CaseLifecycle.move(event, from: state, by: .staff(member.role, ties: ties)) {
        case .allowed(let state): return state
        case .refused(.noSuchMove(let event, let from)):
            throw DeskError.noSuchMove(event: event.rawValue, from: from.rawValue)
        case .refused(.notPermitted):
            if let owner = record.ownerName, record.owner != member.id,
                Permission.isAllowed(.claim, for: member.role)
            {
                throw DeskError.owned(by: owner)
            }
            throw DeskError.notAllowed(event == .assign ? .assign : .claim)
        }
    }
}

extension StaffMember.ID? {
    fileprivate var actor: Actor? { map(Actor.staff) }
}
