import CaseRules
public import EarshotModel
public import RecordStorage

extension ResponseDesk {
    /// Says that a mention is by the customer who was suggested; the case that it stands in becomes
    /// theirs.
    @discardableResult
    public func confirmLink(of id: Mention.ID, by member: StaffMember, expecting version: Int?)
        async throws -> MentionFile
    {
        try await decideLink(of: id, as: .accepted, by: member, expecting: version)
    }

    /// Says that a mention is not by the customer who was suggested.
    @discardableResult
    public func rejectLink(of id: Mention.ID, by member: StaffMember, expecting version: Int?)
        async throws -> MentionFile
    {
        try await decideLink(of: id, as: .rejected, by: member, expecting: version)
    }

    // MARK: -

    private func decideLink(
        of id: Mention.ID,
        as state: LinkState,
        by member: StaffMember,
        expecting version: Int?
    ) async throws -> MentionFile {
        guard Permission.isAllowed(.triage, for: member) else {
            throw DeskError.notAllowed(.triage)
        }
        return try await store.write(by: .staff(member.id)) { tx in
            guard let file = try tx.mentions.file(id) else { throw DeskError.notFound }
            guard version == nil || version == file.version else {
                throw DeskError.stale(current: file.version, changedBy: nil, at: nil)
            }
            let link = file.customerLink
            guard link.decision == .suggested, let customer = link.customer else {
                throw DeskError.noSuchMove(event: "\(state)", from: link.decision.rawValue)
            }
            if state == .accepted, let matter = file.matter {
                try Self.link(matter, to: customer, under: try Self.rules(in: tx), in: tx)
            }
            let decided = CustomerLink(
                customer: customer,
                probability: link.probability,
                decision: state == .accepted ? .linked : .none,
                why: link.why
            )
            try tx.mentions.relink(id, to: decided, as: state)
            try tx.audit.add(
                state == .accepted ? "mention.link_accepted" : "mention.link_rejected",
                matter: file.matter,
                mention: id
            )
            return try tx.mentions.file(id) ?? file
        }
    }
}
