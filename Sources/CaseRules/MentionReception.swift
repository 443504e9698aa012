public import EarshotModel

/// Which case a new mention of a person belongs to.
public enum MentionReception: Hashable, Sendable {
    /// It joins the person's live case.
    case join(Case.ID)
    /// It reopens the case that was resolved last.
    case reopen(Case.ID)
    /// It opens a new case.
    case open

    /// Finds the case: the live one, else the one resolved last if that was within the window.
    ///
    /// A case resolved exactly one window ago is not reopened. Without a window none is.
    public static func decide(
        live: Case.ID?,
        lastResolved: (id: Case.ID, at: Instant)?,
        reopenWindow: Duration?,
        at now: Instant
    ) -> MentionReception {
        if let live { return .join(live) }
        guard let lastResolved, let reopenWindow, now < lastResolved.at + reopenWindow else {
            return .open
        }
        return .reopen(lastResolved.id)
    }
}
