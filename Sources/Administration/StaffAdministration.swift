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
        let found = try await store.read(in: .everything) { tx in
            try tx.staff.credentials(email: email)?.member
        }
        guard let found else { throw AdministrationError.noSuchMember(email) }
        return found
    }
}
