import ArgumentParser

/// The people who work with Earshot.
struct StaffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff",
        abstract: "Look after the people who work with Earshot.",
        subcommands: [
            StaffListCommand.self, StaffAddCommand.self, StaffInviteCommand.self,
            StaffDeactivateCommand.self, StaffActivateCommand.self,
        ],
        defaultSubcommand: StaffListCommand.self
    )
}

/// Lists the staff.
struct StaffListCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the staff."
    )

    @OptionGroup var options: GlobalOptions

    func perform(with api: APISession) async throws {
        let rows = try await api.list(APICall(path: "/staff"))
        let columns = [
            Column(heading: "NAME", path: "name"), Column(heading: "EMAIL", path: "email"),
            Column(heading: "ROLE", path: "role"), Column(heading: "ACTIVE", path: "is_active"),
        ]
        try api.show(rows, columns, whenEmpty: "There is nobody yet: earshot staff add")
    }
}

/// Adds somebody and prints a one-time link.
struct StaffAddCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add somebody, and print a one-time link to sign in with."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The e-mail address.")
    var email: String

    @Option(help: "The name that colleagues read.")
    var name: String

    @Option(help: "viewer, agent, lead, analyst, admin or auditor.")
    var role = "agent"

    func perform(with api: APISession) async throws {
        let reply = try await api.send(
            APICall(
                method: "POST",
                path: "/staff",
                body: .object(
                    ["email": .text(email), "name": .text(name), "role": .text(role)])
            )
        )
        Terminal.message(
            "\(name) is added. Hand over this link, which works once and for 30 minutes:"
        )
        try api.tell(reply) { $0["sign_in_url"].cell }
    }
}

/// Prints a new one-time link for somebody.
struct StaffInviteCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract: "Print a new one-time link for somebody."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The e-mail address.")
    var email: String

    func perform(with api: APISession) async throws {
        let reply = try await api.send(
            APICall(
                method: "POST",
                path: "/staff/sign-in-links",
                body: .object(["email": .text(email)])
            )
        )
        try api.tell(reply) { $0["sign_in_url"].cell }
    }
}

/// Ends somebody's access and tells the cases that are to be handed over.
struct StaffDeactivateCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "deactivate",
        abstract: "End somebody's access, and list the open cases to hand over."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The e-mail address.")
    var email: String

    func perform(with api: APISession) async throws {
        let reply = try await api.send(
            APICall(
                method: "POST",
                path: "/staff/deactivate",
                body: .object(["email": .text(email)])
            )
        )
        guard !options.json else { return try api.tell(reply) { $0.cell } }
        let answer = reply.json
        Terminal.message(
            Terminal.escaped(
                "\(answer["name"].cell) can no longer sign in. Ended now: sessions "
                    + "\(answer["sessions_ended"].cell), tokens \(answer["tokens_ended"].cell)."
            )
        )
        let cases = answer["open_cases"].elements
        let columns = [
            Column(heading: "CASE", path: "number", isNumber: true),
            Column(heading: "STATE", path: "state"), Column(heading: "NATURE", path: "nature"),
            Column(heading: "DUE", path: "due_at"),
        ]
        try api.show(cases, columns, whenEmpty: "No open case has to be handed over.")
        guard !cases.isEmpty else { return }
        Terminal.message(
            "Hand each of them over: earshot case assign NUMBER EMAIL --reason TEXT"
        )
    }
}

/// Takes a deactivation back.
struct StaffActivateCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "activate",
        abstract: "Let somebody who was deactivated sign in again."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The e-mail address.")
    var email: String

    func perform(with api: APISession) async throws {
        let reply = try await api.send(
            APICall(
                method: "POST",
                path: "/staff/activate",
                body: .object(["email": .text(email)])
            )
        )
        try api.tell(reply) { "\($0["name"].cell) can sign in again." }
    }
}

/// Keys for programs.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Look after the keys with which programs act for somebody.",
        subcommands: [TokenListCommand.self, TokenAddCommand.self, TokenRevokeCommand.self],
        defaultSubcommand: TokenListCommand.self
    )
}

/// Lists the tokens that work.
struct TokenListCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the tokens that work; nobody can see their secrets again."
    )

    @OptionGroup var options: GlobalOptions

    func perform(with api: APISession) async throws {
        let rows = try await api.list(APICall(path: "/tokens"))
        let columns = [
            Column(heading: "ID", path: "id"), Column(heading: "NAME", path: "name"),
            Column(heading: "FOR", path: "staff"), Column(heading: "EMAIL", path: "email"),
            Column(heading: "MADE", path: "created_at"),
        ]
        try api.show(rows, columns, whenEmpty: "There are no tokens: earshot token add")
    }
}

/// Ends a token.
struct TokenRevokeCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "End a token at once."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The token's name, or its id where several have that name.")
    var token: String

    func perform(with api: APISession) async throws {
        let reply = try await api.send(
            APICall(method: "DELETE", path: "/tokens", query: [("token", token)])
        )
        try api.tell(reply) { "The token \($0["name"].cell) works no more." }
    }
}

/// Makes a token and prints it once.
struct TokenAddCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make a token and print it once."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "What the token is for.")
    var name: String

    @Option(name: .customLong("for"), help: "The e-mail address of the member of staff.")
    var email: String

    func perform(with api: APISession) async throws {
        let reply = try await api.send(
            APICall(
                method: "POST",
                path: "/tokens",
                body: .object(["name": .text(name), "email": .text(email)])
            )
        )
        try api.tell(reply) { $0["token"].cell }
    }
}
