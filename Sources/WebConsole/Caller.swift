import CaseRules
import EarshotModel

/// Who asks, and what that person may see and do.
enum Caller: Sendable {
    /// Nobody that we know.
    case nobody
    /// A member of staff, with the browser's session when there is one.
    case member(StaffMember, session: BrowserSession?)
    /// Somebody at this machine who may do everything, optionally for a member of staff.
    case operating(account: String, as: StaffMember?)

    /// The member of staff who acts; `nil` for an operator who acts for nobody.
    var member: StaffMember? {
        switch self {
        case .nobody: nil
        case .member(let member, _): member
        case .operating(_, let member): member
        }
    }

    /// What may be seen.
    var scope: Scope {
        switch self {
        case .nobody: Scope(brands: [], includesPersonalData: false)
        case .member(let member, _):
            Scope(includesPersonalData: Permission.isAllowed(.readPersonalData, for: member.role))
        case .operating: .everything
        }
    }

    /// The actor that the audit names.
    var actor: Actor {
        switch self {
        case .nobody: .local("nobody")
        case .member(let member, _): .staff(member.id)
        case .operating(let account, let member):
            member.map { .staff($0.id) } ?? .local(account)
        }
    }

    /// Throws unless the caller may do this; the one place where the console asks.
    func require(_ act: Act) throws {
        switch self {
        case .nobody: throw Problem.signInNeeded
        case .member(let member, _):
            guard Permission.isAllowed(act, for: member.role) else { throw Problem.notAllowed(act) }
        case .operating: return
        }
    }

    /// The member of staff for whom a case is changed; throws when nobody stands behind the caller.
    func actingMember() throws -> StaffMember {
        if case .nobody = self { throw Problem.signInNeeded }
        guard let member else { throw Problem.memberNeeded }
        return member
    }
}

/// A browser's session: the secret in its cookie.
struct BrowserSession: Hashable, Sendable {
    let secret: Secret

    /// What forms of this session carry, so that no other site can make them up.
    var formToken: String {
        Secret.fingerprintText(of: "form:" + secret.text)
    }
}
