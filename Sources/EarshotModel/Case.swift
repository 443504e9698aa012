/// One matter of one person, from the first mention to the last answer.
public enum Case {
    /// The identity of a stored case.
    public typealias ID = RecordID<Case>
}

/// Where a case stands.
public enum CaseState: String, CaseIterable, Codable, Sendable {
    /// Nobody owns it; on the screen "Unassigned".
    case new
    /// Somebody works on it.
    case open
    /// We asked and wait for the customer.
    case waitingCustomer = "waiting_customer"
    /// We wait for a colleague.
    case waitingInternal = "waiting_internal"
    /// Put off until a moment.
    case snoozed
    /// Answered and settled; a new mention may reopen it.
    case resolved
    /// Archived.
    case closed
    /// Part of another case now.
    case merged

    /// Whether the case still needs somebody; one person has at most one live case.
    public var isLive: Bool {
        switch self {
        case .new, .open, .waitingCustomer, .waitingInternal, .snoozed: true
        case .resolved, .closed, .merged: false
        }
    }
}

/// Which promise a clock measures.
public enum ClockMetric: String, CaseIterable, Codable, Sendable {
    /// The time to the first answer.
    case firstResponse = "first_response"
    /// The time to the next answer after the customer wrote again.
    case followUp = "follow_up"
    /// The time to the end of the matter.
    case resolution
}

/// How a contact ended.
public enum ContactOutcome: String, CaseIterable, Codable, Sendable {
    /// The matter is settled.
    case resolved
    /// We promised something.
    case promised
    /// Nobody answered.
    case noAnswer = "no_answer"
    /// Passed on.
    case escalated
    /// We said no.
    case refused
    /// Nothing had to follow.
    case noneNeeded = "none_needed"
}
