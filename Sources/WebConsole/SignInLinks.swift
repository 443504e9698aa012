import EarshotModel
import RecordStorage

/// One-time links with which people sign in for the first time.
struct SignInLinks {
    /// How long a link can be used.
    static let lifetime = Duration.minutes(30)

    let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    /// Makes a link; only its fingerprint is kept.
    func make(for member: StaffMember.ID, by actor: Actor) async throws -> String {
        let secret = Secret()
        try await parts.store.write(by: actor) { tx in
            try tx.staff.addSignInLink(
                secret.fingerprint,
                for: member,
                until: tx.now + Self.lifetime
            )
            try tx.audit.add("staff.invited", facts: ["staff": "\(member)"])
        }
        return "\(parts.publicAddress())/sign-in/link?token=\(secret.text)"
    }
}
