import ArgumentParser

/// One matter of one person.
struct CaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case",
        abstract: "See a case, and answer it.",
        subcommands: [
            CaseShowCommand.self, CaseNoteCommand.self, CaseRespondCommand.self,
            CaseAssignCommand.self, CaseResolveCommand.self,
        ]
    )
}

/// Shows a case with its mentions and its history.
struct CaseShowCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a case with its mentions and its history."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The case's number.")
    var number: String

    func perform(with api: APISession) async throws {
        let reply = try await api.send(APICall(path: "/cases/\(APICall.segment(number))"))
        try api.tell(reply.json, lines: CaseText(reply.json, width: Terminal.width).lines)
    }
}

/// Adds an internal note.
struct CaseNoteCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Add an internal note; nobody outside ever sees it."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The case's number.")
    var number: String

    @Argument(help: "The note.")
    var text: String

    func perform(with api: APISession) async throws {
        let reply = try await api.send(
            APICall(
                method: "POST",
                path: "/cases/\(APICall.segment(number))/notes",
                body: .object(["text": .text(text)])
            )
        )
        try api.tell(reply) { _ in "The note is in case \(number)." }
    }
}

/// Records an answer, and what follows.
struct CaseRespondCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "respond",
        abstract: "Record an answer and close the case, or wait.",
        discussion: """
            Example:
              earshot case respond 12 --public --at https://forum.example.com/t/9#3 \\
                --outcome resolved "We are sorry; a new parcel is on its way."
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The case's number.")
    var number: String

    @Argument(help: "What was answered.")
    var text: String

    @Flag(name: .customLong("public"), help: "Everybody can read it.")
    var isPublic = false

    @Flag(name: .customLong("private"), help: "Only the person can read it.")
    var isPrivate = false

    @Option(help: "email, phone, letter, visit, chat, video or other, for a private answer.")
    var channel = "email"

    @Option(name: .customLong("at"), help: "The address where a public answer stands.")
    var address: String?

    @Option(help: "What it was about; as judged when missing.")
    var nature: String?

    @Option(help: "resolved, promised, no_answer, escalated, refused or none_needed.")
    var outcome = "resolved"

    @Flag(help: "Wait for the customer instead of closing the case.")
    var wait = false

    func validate() throws {
        guard isPublic != isPrivate else {
            throw ValidationError("say either --public or --private")
        }
    }

    func perform(with api: APISession) async throws {
        let matter = try await api.send(APICall(path: "/cases/\(APICall.segment(number))")).json
        var body: [String: JSONValue] = [
            "body": .text(text), "visibility": .text(isPublic ? "public" : "private"),
            "channel": .text(isPublic ? "public_reply" : channel), "outcome": .text(outcome),
            "nature": nature.map(JSONValue.text) ?? matter["nature"],
            "next": .text(wait ? "wait" : "resolve"),
        ]
        if let address { body["thread_address"] = .text(address) }
        let reply = try await api.send(
            APICall(
                method: "POST",
                path: "/cases/\(APICall.segment(number))/responses",
                body: .object(body),
                version: matter.version
            )
        )
        try api.tell(reply) { _ in
            wait
                ? "The answer is recorded; case \(number) waits for the customer."
                : "The answer is recorded; case \(number) is resolved. Next: earshot queue next"
        }
    }
}

/// Gives a case to somebody.
struct CaseAssignCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "assign",
        abstract: "Give a case to somebody."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The case's number.")
    var number: String

    @Argument(help: "The e-mail address of the new owner.")
    var owner: String

    @Option(help: "Why the owner changes.")
    var reason = ""

    func perform(with api: APISession) async throws {
        let matter = try await api.send(APICall(path: "/cases/\(APICall.segment(number))")).json
        let reply = try await api.send(
            APICall(
                method: "POST",
                path: "/cases/\(APICall.segment(number))/assign",
                body: .object(["owner": .text(owner), "reason": .text(reason)]),
                version: matter.version
            )
        )
        try api.tell(reply) { _ in "Case \(number) belongs to \(owner)." }
    }
}

/// Ends a case without an answer.
struct CaseResolveCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Close a case that needs no answer, and say why."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The case's number.")
    var number: String

    @Option(help: "Why no answer is needed.")
    var reason: String

    func perform(with api: APISession) async throws {
        let matter = try await api.send(APICall(path: "/cases/\(APICall.segment(number))")).json
        let reply = try await api.send(
            APICall(
                method: "POST",
                path: "/cases/\(APICall.segment(number))/resolve",
                body: .object(["reason": .text(reason)]),
                version: matter.version
            )
        )
        try api.tell(reply) { _ in "Case \(number) is resolved." }
    }
}
