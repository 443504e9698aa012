import ArgumentParser

/// The people who work with Earshot.
struct StaffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff",
        abstract: "See and add the people who work with Earshot.",
        subcommands: [StaffListCommand.self, StaffAddCommand.self, StaffInviteCommand.self],
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

/// Keys for programs.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Make keys with which programs act for somebody.",
        subcommands: [TokenAddCommand.self]
    )
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
