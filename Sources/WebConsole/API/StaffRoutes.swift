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
            let member = try await staff.member(email: form.email)
            let link = try await SignInLinks(parts).make(for: member.id, by: context.caller.actor)
            return try JSONCoding.response(["sign_in_url": link], status: .created)
        }
        api.post("tokens") { request, context in
            try context.caller.require(.editTokens)
            let form = try await JSONCoding.body(NewToken.self, of: request)
            let member = try await staff.member(email: form.email)
            let secret = Secret()
            try await parts.store.write(by: context.caller.actor) { tx in
                try tx.staff.addToken(secret.fingerprint, name: form.name, for: member.id)
                try tx.audit.add("token.added", facts: ["name": form.name, "staff": member.name])
            }
            return try JSONCoding.response(["token": secret.text], status: .created)
        }
    }

    // MARK: -

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
