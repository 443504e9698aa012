import ArgumentParser

/// What waits for an answer.
struct QueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "See what waits for an answer.",
        subcommands: [QueueListCommand.self, QueueNextCommand.self, QueueClaimCommand.self],
        defaultSubcommand: QueueListCommand.self
    )
}

/// The columns of the queue, for lists and for the next line.
private let queueColumns = [
    Column(heading: "CASE", path: "number", isNumber: true),
    Column(heading: "WHY", path: "reason.text", width: 32),
    Column(heading: "LABEL", path: "label"),
    Column(heading: "NATURE", path: "nature"),
    Column(heading: "BRAND", path: "brand", width: 20),
    Column(heading: "WHO", path: "who", width: 24),
    Column(heading: "OWNER", path: "owner", width: 16),
    Column(heading: "TEXT", path: "excerpt", width: 60),
]

/// Lists the queue in order.
struct QueueListCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the queue, the most urgent first."
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: "Show one lane only: complaints, questions, praise, coverage, review.")
    var lane: String?

    @Option(help: "The most lines.")
    var limit = 50

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be 1 or more") }
    }

    func perform(with api: APISession) async throws {
        let query = lane.map { [("lane", $0)] } ?? []
        let rows = try await api.list(APICall(path: "/queue", query: query), atMost: limit)
        try api.show(rows, queueColumns, whenEmpty: "Nothing waits for an answer.")
    }
}

/// Shows the most urgent line.
struct QueueNextCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "next",
        abstract: "Show the most urgent line."
    )

    @OptionGroup var options: GlobalOptions

    func perform(with api: APISession) async throws {
        let rows = try await api.list(APICall(path: "/queue"), atMost: 1)
        try api.show(rows, queueColumns, whenEmpty: "Nothing waits for an answer.")
    }
}

/// Claims a case.
struct QueueClaimCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "claim",
        abstract: "Make a case your own; of two who try, one wins."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The case's number.")
    var number: String

    func perform(with api: APISession) async throws {
        let matter = try await api.send(APICall(path: "/cases/\(APICall.segment(number))")).json
        let reply = try await api.send(
            APICall(
                method: "POST",
                path: "/cases/\(APICall.segment(number))/claim",
                version: matter.version
            )
        )
        try api.tell(reply) { _ in "Case \(number) is yours. Next: earshot case show \(number)" }
    }
}

extension JSONValue {
    /// A whole number; `nil` for anything else.
    var count: Int? {
        guard case .number(let value) = self else { return nil }
        return Int(exactly: value)
    }

    /// The version of a record, for `If-Match`.
    var version: Int? {
        self["version"].count
    }
}
