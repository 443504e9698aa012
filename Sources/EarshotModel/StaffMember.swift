/// What somebody on the staff may do; DOMAIN's table of roles.
public enum Role: String, CaseIterable, Codable, Sendable {
    /// Reads mentions and reports.
    case viewer
    /// Works on the queue.
    case agent
    /// Leads and approves.
    case lead
    /// Looks after queries and rules.
    case analyst
    /// Looks after feeds, staff and settings.
    case admin
    /// Reads everything, changes nothing.
    case auditor
}

/// Somebody who works with Earshot.
public struct StaffMember: Hashable, Sendable {
    /// The identity of a member of staff.
    public typealias ID = RecordID<StaffMember>

    /// The member's identity.
    public let id: ID
    /// The name that colleagues read.
    public let name: String
    /// The e-mail address, which is also the name at sign-in; lower-case.
    public let email: String
    /// What the person may do.
    public let role: Role
    /// Whether the person may sign in.
    public let isActive: Bool
    /// Until when the person is away; `nil` when present.
    public let awayUntil: Instant?

    /// Creates a member of staff.
    public init(
        id: ID,
        name: String,
        email: String,
        role: Role,
        isActive: Bool = true,
        awayUntil: Instant? = nil
    ) {
        self.id = id
        self.name = name
        self.email = email
        self.role = role
        self.isActive = isActive
        self.awayUntil = awayUntil
    }

    /// Whether the person can be given work: active, and not away any more.
    ///
    /// Hours and open browsers do not matter. Somebody away until a moment is back at it.
    public func isPresent(at now: Instant) -> Bool {
        guard let awayUntil else { return isActive }
        return isActive && awayUntil <= now
    }
}
