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
        guard !options.json else { return try api.tell(reply) { $0.cell } }
        Terminal.write(CaseText(reply.json).text)
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

/// A case as people read it.
struct CaseText {
    let text: String

    init(_ matter: JSONValue) {
        var lines = [
            "Case \(matter["number"].cell): \(matter["nature"].cell), \(matter["state"].cell)",
            "Who: \(Self.shown(matter["party_name"]))   Owner: \(Self.shown(matter["owner"]))   "
                + "Due: \(Self.shown(matter["due_at"]))",
        ]
        for mention in matter["mentions"].elements {
            lines += ["", Self.headline(of: mention)]
            lines += [mention["title"], mention["text"]].map(\.cell).filter { !$0.isEmpty }
                .map { "  " + Terminal.escaped($0) }
        }
        for (heading, key) in [
            ("Notes", "notes"), ("Answers", "responses"), ("History", "history"),
        ]
        where !matter[key].elements.isEmpty {
            lines += ["", heading + ":"]
            lines += matter[key].elements.map { "  " + Self.line($0) }
        }
        text = lines.map { $0 + "\n" }.joined()
    }

    private static func headline(of mention: JSONValue) -> String {
        Terminal.escaped(
            "\(mention["published_at"].cell) \(mention["brand"].cell) "
                + "\(mention["label"].cell) (\(mention["score"].cell)) \(mention["link"].cell)"
        )
    }

    private static func line(_ row: JSONValue) -> String {
        let what = [row["act"], row["text"], row["body"]].map(\.cell).first { !$0.isEmpty } ?? ""
        let when = row["at"].cell.isEmpty ? row["created_at"].cell : row["at"].cell
        let who = [row["actor"], row["author"]].map(\.cell).first { !$0.isEmpty } ?? ""
        return Terminal.escaped("\(when) \(who): \(what)")
    }

    private static func shown(_ value: JSONValue) -> String {
        value.cell.isEmpty ? "–" : Terminal.escaped(value.cell)
    }
}
