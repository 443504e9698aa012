import Administration
import CaseRules
import EarshotModel
import Hummingbird
import RecordStorage

/// The staff and their keys, for programs.
struct StaffRoutes {
    private let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to api: RouterGroup<ConsoleContext>) {
        let staff = StaffAdministration(store: parts.store)
        api.get("staff") { request, context in
            try context.caller.require(.editStaff)
            let members = try await staff.all().map(MemberDocument.init)
            return try JSONCoding.page(of: members, request: request) { $0.id }
        }
        api.post("staff") { request, context in
            try context.caller.require(.editStaff)
            let form = try await JSONCoding.body(NewMember.self, of: request)
            let member = try await staff.add(
                name: form.name,
                email: form.email,
                role: form.role,
                by: context.caller.actor
            )
            let link = try await SignInLinks(parts).make(for: member.id, by: context.caller.actor)
            return try JSONCoding.response(["sign_in_url": link], status: .created)
        }
        api.post("staff/sign-in-links") { request, context in
            try context.caller.require(.editStaff)
            let form = try await JSONCoding.body(Invitation.self, of: request)
            let member = try await staff.activeMember(email: form.email)
            let link = try await SignInLinks(parts).make(for: member.id, by: context.caller.actor)
            return try JSONCoding.response(["sign_in_url": link], status: .created)
        }
        addAccess(to: api, staff)
        api.get("tokens") { request, context in
            try context.caller.require(.editTokens)
            let tokens = try await staff.tokens().map(TokenDocument.init)
            return try JSONCoding.page(of: tokens, request: request) { $0.id }
        }
        api.delete("tokens") { request, context in
            try context.caller.require(.editTokens)
            guard let token = request.uri.queryParameters["token"].map(String.init) else {
                throw Problem.invalid("token", "name the token to revoke")
            }
            let ended = try await staff.revokeToken(token, by: context.caller.actor)
            return try JSONCoding.response(TokenDocument(ended))
        }
        api.post("tokens") { request, context in
            try context.caller.require(.editTokens)
            let form = try await JSONCoding.body(NewToken.self, of: request)
            let member = try await staff.activeMember(email: form.email)
            let secret = Secret()
            try await parts.store.write(by: context.caller.actor) { tx in
                try tx.staff.addToken(secret.fingerprint, name: form.name, for: member.id)
                try tx.audit.add("token.added", facts: ["name": form.name, "staff": member.name])
            }
            return try JSONCoding.response(["token": secret.text], status: .created)
        }
    }

    // MARK: -

    private func addAccess(
        to api: RouterGroup<ConsoleContext>,
        _ staff: StaffAdministration
    ) {
        api.post("staff/deactivate") { request, context in
            try context.caller.require(.editStaff)
            let form = try await JSONCoding.body(Invitation.self, of: request)
            let result = try await staff.deactivate(email: form.email, by: context.caller.actor)
            return try JSONCoding.response(DeactivationDocument(result))
        }
        api.post("staff/activate") { request, context in
            try context.caller.require(.editStaff)
            let form = try await JSONCoding.body(Invitation.self, of: request)
            let member = try await staff.activate(email: form.email, by: context.caller.actor)
            return try JSONCoding.response(MemberDocument(member))
        }
    }

    private struct NewMember: Decodable {
        let name: String
        let email: String
        let role: Role
    }

    private struct Invitation: Decodable {
        let email: String
    }

    private struct NewToken: Decodable {
        let name: String
        let email: String
    }
}

private struct MemberDocument: Encodable {
    let id: String
    let name: String
    let email: String
    let role: Role
    let isActive: Bool

    init(_ member: StaffMember) {
        id = "\(member.id)"
        name = member.name
        email = member.email
        role = member.role
        isActive = member.isActive
    }
}

private struct TokenDocument: Encodable {
    let id: String
    let name: String
    let staff: String
    let email: String
    let createdAt: String

    init(_ token: TokenRecord) {
        id = "\(token.id)"
        name = token.name
        staff = token.memberName
        email = token.memberEmail
        createdAt = token.createdAt.rfc3339
    }
}

/// The cases are told without the customers, whom not everybody who looks after staff may see.
private struct DeactivationDocument: Encodable {
    struct OpenCase: Encodable {
        let number: Int
        let state: CaseState
        let nature: Nature
        let dueAt: String?
    }

    let name: String
    let email: String
    let sessionsEnded: Int
    let tokensEnded: Int
    let openCases: [OpenCase]

    init(_ result: StaffAdministration.Deactivation) {
        name = result.member.name
        email = result.member.email
        sessionsEnded = result.ended.sessions
        tokensEnded = result.ended.tokens
        openCases = result.cases.map { matter in
            OpenCase(
                number: matter.number,
                state: matter.state,
                nature: matter.nature,
                dueAt: matter.dueAt?.rfc3339
            )
        }
    }
}
