import ArgumentParser

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
        let fields = ["name": name, "email": email].mapValues(JSONValue.text)
        let reply = try await api.send(.post("/tokens", fields))
        try api.tell(reply) { $0["token"].cell }
    }
}
