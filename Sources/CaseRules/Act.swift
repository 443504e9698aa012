/// Something that a person may be allowed to do; the rows of DOMAIN's table of roles, one act each.
public enum Act: String, CaseIterable, Sendable {
    /// Read mentions, cases and reports.
    case readMentions = "read_mentions"
    /// Read customers' names and addresses in full.
    case readPersonalData = "read_personal_data"
    /// Read that a customer exists, with names and addresses masked.
    case readMaskedPersonalData = "read_masked_personal_data"
    /// Decide what becomes of a mention.
    case triage
    /// Say what a mention is, in Earshot's place.
    case correctJudgements = "correct_judgements"
    /// Take a case that nobody owns, and work on one's own.
    case claim
    /// Write an internal note.
    case note
    /// Write an answer that has not left yet.
    case draft
    /// Enter a call, a letter or a visit into the ledger.
    case logContact = "log_contact"
    /// Send an answer that only the person can read.
    case sendPrivate = "send_private"
    /// Send an answer that everybody can read.
    case sendPublic = "send_public"
    /// Approve a colleague's answer.
    case approve
    /// Give a case to a colleague, and act on any case in the owner's place.
    case assign
    /// Make two cases, or two customers, one.
    case merge
    /// Take back a merge or a link.
    case undo
    /// Contact somebody against the contact guard, with a reason.
    case overrideGuard = "override_guard"
    /// Propose an assignment, a merge, an undo or an override.
    case proposeCaseChange = "propose_case_change"
    /// Change brands, aliases, queries and lexicons.
    case editRules = "edit_rules"
    /// Judge stored mentions again.
    case rescore
    /// Propose a change of brands, aliases, queries and lexicons.
    case proposeRules = "propose_rules"
    /// Change policies, targets, calendars and the contact guard.
    case editPolicy = "edit_policy"
    /// Propose a change of policy.
    case proposePolicy = "propose_policy"
    /// Add, change and remove feeds.
    case editFeeds = "edit_feeds"
    /// Lead through the first set-up: brands, settings and feeds at once, and which of the first
    /// mentions are not ours.
    case setUp = "set_up"
    /// Invite and deactivate staff, and change roles.
    case editStaff = "edit_staff"
    /// Make and revoke tokens.
    case editTokens = "edit_tokens"
    /// Change where events are sent.
    case editWebhooks = "edit_webhooks"
    /// Change how long things are kept.
    case editRetention = "edit_retention"
    /// Read the audit.
    case readAudit = "read_audit"
    /// Check that the audit is unbroken.
    case verifyAudit = "verify_audit"
    /// Export the audit.
    case exportAudit = "export_audit"
    /// Ask that a person be erased.
    case requestErasure = "request_erasure"
    /// Agree that a person be erased.
    case approveErasure = "approve_erasure"
    /// Erase a person.
    case executeErasure = "execute_erasure"
}
