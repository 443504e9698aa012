public import EarshotModel

/// Who may do what: DOMAIN section 10 as one table, in which what is not granted is refused.
///
/// A token's scopes are narrower still and are checked where the token is.
public enum Permission {
    /// The roles that may do each act, whatever the policy; an act without a row is for nobody.
    public static let holders: [Act: Set<Role>] = [
        .readMentions: [.viewer, .agent, .lead, .analyst, .admin, .auditor],
        .readPersonalData: [.agent, .lead, .auditor],
        .readMaskedPersonalData: [.agent, .lead, .analyst, .auditor],
        .triage: [.agent, .lead],
        .correctJudgements: [.agent, .lead, .analyst, .admin],
        .claim: [.agent, .lead],
        .note: [.agent, .lead],
        .draft: [.agent, .lead],
        .logContact: [.agent, .lead],
        .sendPrivate: [.lead],
        .sendPublic: [.lead],
        .approve: [.lead],
        .assign: [.lead],
        .merge: [.lead],
        .undo: [.lead],
        .overrideGuard: [.lead],
        .proposeCaseChange: [.agent, .lead],
        .editRules: [.analyst, .admin],
        .rescore: [.analyst, .admin],
        .proposeRules: [.agent, .lead, .analyst, .admin],
        .editPolicy: [.lead, .admin],
        .proposePolicy: [.agent, .lead, .admin],
        .editFeeds: [.analyst, .admin],
        .setUp: [.admin],
        .editStaff: [.admin],
        .editTokens: [.admin],
        .editWebhooks: [.admin],
        .editRetention: [.admin],
        .readAudit: [.admin, .auditor],
        .verifyAudit: [.auditor],
        .exportAudit: [.auditor],
        .requestErasure: [.agent],
        .approveErasure: [.lead],
        .executeErasure: [.admin],
    ]

    /// The roles that may do an act as long as the company requires no approval.
    public static let holdersWithoutApproval: [Act: Set<Role>] = [
        .sendPrivate: [.agent],
        .sendPublic: [.agent],
    ]

    /// Whether a role may do an act.
    ///
    /// `approvalRequired` is the company's policy; as shipped, approval is off.
    public static func isAllowed(
        _ act: Act,
        for role: Role,
        approvalRequired: Bool = false
    ) -> Bool {
        if holders[act, default: []].contains(role) { return true }
        return !approvalRequired && holdersWithoutApproval[act, default: []].contains(role)
    }

    /// Whether a member of staff may do an act; somebody deactivated may do nothing.
    public static func isAllowed(
        _ act: Act,
        for member: StaffMember,
        approvalRequired: Bool = false
    ) -> Bool {
        member.isActive && isAllowed(act, for: member.role, approvalRequired: approvalRequired)
    }
}
