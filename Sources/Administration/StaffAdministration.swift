public import EarshotModel
public import RecordStorage

/// What people do with the list of staff.
public struct StaffAdministration: Sendable {
    let store: Store

    /// Creates the administration of a store's staff.
    public init(store: Store) {
        self.store = store
    }

    /// Everybody, by name.
    public func all() async throws -> [StaffMember] {
        try await store.read(in: .everything) { tx in try tx.staff.all() }
    }

    /// Adds somebody without a password; a one-time link lets the person choose one.
    public func add(name: String, email: String, role: Role, by actor: Actor) async throws
        -> StaffMember
    {
        let address = email.lowercased()
        let halves = address.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, !halves.contains(""), !address.contains(where: \.isWhitespace)
        else { throw AdministrationError.invalid(field: "email", reason: "write name@host") }
        guard !name.allSatisfy(\.isWhitespace) else {
            throw AdministrationError.invalid(field: "name", reason: "somebody needs a name")
        }
        return try await store.write(by: actor) { tx in
            guard try tx.staff.credentials(email: address) == nil else {
                throw AdministrationError.memberExists(address)
            }
            let member = StaffMember(id: tx.newID(), name: name, email: address, role: role)
            try tx.staff.add(member)
            try tx.audit.add("staff.added", facts: ["name": name, "role": role.rawValue])
            return member
        }
    }

    /// The member with that e-mail address.
    public func member(email: String) async throws -> StaffMember {
        try await store.read(in: .everything) { tx in try Self.member(email, in: tx) }
    }

    /// The member with that e-mail address, who may sign in.
    public func activeMember(email: String) async throws -> StaffMember {
        let member = try await member(email: email)
        guard member.isActive else { throw AdministrationError.deactivated(member.email) }
        return member
    }

    /// What became of somebody's access, and which cases need another owner.
    public struct Deactivation: Sendable {
        /// The member.
        public let member: StaffMember
        /// How much access ended.
        public let ended: EndedAccess
        /// The live cases that the member still owns, those that are due first in front.
        public let cases: [CaseRecord]
    }

    /// Lets somebody sign in no more, ends all access, and tells which cases are to be handed over.
    ///
    /// The cases stay where they are: whoever leads decides who takes them. Doing it again ends
    /// nothing more and tells the cases that are left.
    public func deactivate(email: String, by actor: Actor) async throws -> Deactivation {
        try await store.write(by: actor) { tx in
            let member = try Self.member(email, in: tx)
            let ended = try tx.staff.deactivate(member.id)
            let cases = try tx.cases.live(ownedBy: member.id)
            if member.isActive {
                try tx.audit.add(
                    "staff.deactivated",
                    facts: [
                        "name": member.name, "sessions": "\(ended.sessions)",
                        "tokens": "\(ended.tokens)", "open_cases": "\(cases.count)",
                    ]
                )
            }
            return Deactivation(member: member, ended: ended, cases: cases)
        }
    }

    /// Lets somebody who was deactivated sign in again, with the old password or a new link.
    public func activate(email: String, by actor: Actor) async throws -> StaffMember {
        try await store.write(by: actor) { tx in
            let member = try Self.member(email, in: tx)
            guard !member.isActive else { return member }
            try tx.staff.activate(member.id)
            try tx.audit.add("staff.activated", facts: ["name": member.name])
            return try Self.member(email, in: tx)
        }
    }

    /// The tokens that can still be used, by name.
    public func tokens() async throws -> [TokenRecord] {
        try await store.read(in: .everything) { tx in try tx.staff.tokens() }
    }

    /// Ends the token with that id, or the only one with that name.
    public func revokeToken(_ reference: String, by actor: Actor) async throws -> TokenRecord {
        try await store.write(by: actor) { tx in
            let tokens = try tx.staff.tokens()
            let found = tokens.filter { "\($0.id)" == reference || $0.name == reference }
            guard found.count < 2 else {
                throw AdministrationError.severalTokens(reference, ids: found.map { "\($0.id)" })
            }
            guard let token = found.first, try tx.staff.revokeToken(token.id) else {
                throw AdministrationError.noSuchToken(reference)
            }
            try tx.audit.add(
                "token.revoked",
                facts: ["name": token.name, "staff": token.memberName]
            )
            return token
        }
    }

    // MARK: -

    private static func member<Access>(_ email: String, in tx: Transaction<Access>) throws
        -> StaffMember
    {
        guard let member = try tx.staff.credentials(email: email)?.member else {
            throw AdministrationError.noSuchMember(email)
        }
        return member
    }
}
