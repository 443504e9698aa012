import CaseRules
public import EarshotModel
public import RecordStorage

extension ResponseDesk {
    /// Records an answer, the contact that it is, and what follows, in one transaction.
    ///
    /// A case that nobody owns becomes the answerer's. The guard is asked inside the transaction,
    /// so that of two answers at one moment only one passes where only one may.
    @discardableResult
    public func answer(
        _ id: Case.ID,
        with form: AnswerForm,
        by member: StaffMember,
        expecting version: Int?
    ) async throws -> CaseRecord {
        let (form, visibility) = try form.checked()
        let act: Act = visibility == .public ? .sendPublic : .sendPrivate
        guard Permission.isAllowed(act, for: member) else { throw DeskError.notAllowed(act) }
        return try await change(id, by: member, expecting: version) { record, tx in
            let owned = try Self.taken(record, by: member, in: tx)
            let history = try tx.contacts.history(of: record.party)
            let planned = PlannedContact(
                answering: try tx.contacts.ofCase(id).map(\.contact),
                wish: try Self.wish(of: record.party, in: tx)
            )
            try Self.guardContact(planned, history, in: tx)
            let response = try Self.record(form, visibility, on: record, by: member, in: tx)
            try tx.contacts.add(
                NewContact(
                    party: record.party,
                    matter: id,
                    response: response,
                    direction: .outbound,
                    isSolicited: planned.isSolicited,
                    channel: form.channel,
                    visibility: visibility,
                    nature: form.nature,
                    staff: member.id,
                    at: tx.now
                )
            )
            return try Self.followed(form, owned, by: member, in: tx)
        }
    }

    /// Ends a case without an answer, with the reason why none is needed.
    @discardableResult
    public func resolveUnanswered(
        _ id: Case.ID,
        reason: String,
        by member: StaffMember,
        expecting version: Int?
    ) async throws -> CaseRecord {
        try await change(id, by: member, expecting: version) { record, tx in
            let owned = try Self.taken(record, by: member, in: tx)
            let lines = try tx.contacts.ofCase(id).map(ClosingForm.Line.init)
            let form = ClosingForm(
                lines: lines,
                nature: record.nature,
                outcome: .noneNeeded,
                noAnswerReason: reason
            )
            return try Self.resolved(form, owned, by: member, in: tx)
        }
    }

    // MARK: -

    /// The case as the acting person's own: claimed when nobody owned it.
    private static func taken(_ record: CaseRecord, by member: StaffMember, in tx: WriteTransaction)
        throws -> OwnedCase
    {
        var change = CaseChange(of: record)
        guard record.state == .new else {
            return OwnedCase(
                record: record,
                change: change,
                state: record.state,
                owner: record.owner
            )
        }
        change.state = try state(after: .claim, of: record, by: member)
        change.owner = member.id
        try tx.audit.add("case.claimed", matter: record.id)
        return OwnedCase(record: record, change: change, state: change.state, owner: member.id)
    }

    private static func wish(of party: Party, in tx: WriteTransaction) throws -> ContactWish {
        guard case .customer(let id) = party else { return .unstated }
        return try tx.customers.wantsSilence(id) ? .silence : .unstated
    }

    private static func guardContact(
        _ planned: PlannedContact,
        _ history: [Contact],
        in tx: WriteTransaction
    ) throws {
        let rules = try rules(in: tx)
        let verdict = ContactGuard(rules.policy.contactLimit).verdict(
            on: planned,
            history: history,
            at: tx.now
        )
        guard verdict == .allowed else { throw DeskError.guarded(verdict) }
    }

    private static func record(
        _ form: AnswerForm,
        _ visibility: Visibility,
        on record: CaseRecord,
        by member: StaffMember,
        in tx: WriteTransaction
    ) throws -> Response.ID {
        let mention = try tx.mentions.files(of: record.id).first?.id
        let response = try tx.responses.add(
            NewResponse(
                matter: record.id,
                mention: mention,
                state: visibility == .public ? .postedByHand : .sent,
                visibility: visibility,
                channel: form.channel,
                body: form.body,
                threadAddress: form.threadAddress,
                staff: member.id
            )
        )
        try tx.audit.add(
            "case.answered",
            matter: record.id,
            mention: mention,
            facts: ["visibility": visibility.rawValue, "channel": form.channel.rawValue]
        )
        return response
    }

    /// The case after its answer: both answer clocks are met, and it is resolved or waits.
    private static func followed(
        _ form: AnswerForm,
        _ owned: OwnedCase,
        by member: StaffMember,
        in tx: WriteTransaction
    ) throws -> CaseChange {
        var owned = owned
        owned.change.respondedAt = tx.now
        owned.change.rank = owned.record.rank.answered
        owned.change.nature = form.nature ?? owned.record.nature
        try tx.cases.meetClock(.firstResponse, of: owned.record.id)
        try tx.cases.meetClock(.followUp, of: owned.record.id)
        switch form.next {
        case .resolve:
            let lines = try tx.contacts.ofCase(owned.record.id).map(ClosingForm.Line.init)
            let closing = ClosingForm(lines: lines, nature: form.nature, outcome: form.outcome)
            return try resolved(closing, owned, by: member, in: tx)
        case .wait:
            owned.change.state = try owned.state(after: .askCustomer, by: member)
            try tx.audit.add("case.waits", matter: owned.record.id)
            return owned.change
        }
    }

    private static func resolved(
        _ form: ClosingForm,
        _ owned: OwnedCase,
        by member: StaffMember,
        in tx: WriteTransaction
    ) throws -> CaseChange {
        let problems = ClosingRule.problems(with: form)
        guard problems.isEmpty, let nature = form.nature, let outcome = form.outcome else {
            throw DeskError.incomplete(problems)
        }
        var change = owned.change
        change.state = try owned.state(after: .resolve, by: member)
        change.resolvedAt = tx.now
        change.outcome = outcome
        try tx.contacts.complete(owned.record.id, nature: nature, outcome: outcome)
        for metric in ClockMetric.allCases { try tx.cases.meetClock(metric, of: owned.record.id) }
        var facts = ["outcome": outcome.rawValue]
        facts["reason"] = form.noAnswerReason
        try tx.audit.add("case.resolved", matter: owned.record.id, facts: facts)
        return change
    }
}

/// A case in the hands of whoever acts on it, possibly claimed a moment ago.
private struct OwnedCase {
    let record: CaseRecord
    var change: CaseChange
    let state: CaseState
    let owner: StaffMember.ID?

    func state(after event: CaseEvent, by member: StaffMember) throws -> CaseState {
        try ResponseDesk.state(after: event, from: state, owner: owner, of: record, by: member)
    }
}

extension ClosingForm.Line {
    fileprivate init(_ contact: ContactRecord) {
        self.init(
            contact: contact.contact.id,
            direction: contact.contact.direction,
            visibility: contact.contact.visibility,
            nature: contact.nature,
            outcome: contact.outcome
        )
    }
}
