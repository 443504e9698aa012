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
        let fields = ["email": email, "name": name, "role": role].mapValues(JSONValue.text)
        let reply = try await api.send(.post("/staff", fields))
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
        let reply = try await api.send(.post("/staff/sign-in-links", ["email": .text(email)]))
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
        let reply = try await api.send(.post("/staff/deactivate", ["email": .text(email)]))
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
        let reply = try await api.send(.post("/staff/activate", ["email": .text(email)]))
        try api.tell(reply) { "\($0["name"].cell) can sign in again." }
    }
}
