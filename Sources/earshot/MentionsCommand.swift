import ArgumentParser

/// The mentions of your brands.
struct MentionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mentions",
        abstract: "See the mentions of your brands, and bring in what no feed has.",
        subcommands: [
            MentionsListCommand.self, MentionsNoiseCommand.self, MentionsShowCommand.self,
            MentionsDismissCommand.self, MentionsRestoreCommand.self, MentionsLinkCommand.self,
            MentionsJudgeCommand.self, MentionsAddCommand.self, MentionsImportCommand.self,
        ]
    )
}

/// Lists mentions.
struct MentionsListCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List mentions, the newest first."
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: "Only this brand.")
    var brand: String?

    @Option(help: "Only positive, negative, neutral, mixed or abstain.")
    var label: String?

    @Option(help: "Only new, queued, in_case, noted, dismissed, clustered or withdrawn.")
    var triage: String?

    @Flag(
        inversion: .prefixedNo,
        help: "Only what was old when it was first seen and is kept as history, or only the rest."
    )
    var history: Bool?

    @Flag(inversion: .prefixedNo, help: "Only noise, or only what is no noise.")
    var noise: Bool?

    @Flag(help: "Only those whose suggested customer nobody has confirmed.")
    var toConfirm = false

    @Flag(help: "Only those that a person judged in Earshot's place.")
    var corrected = false

    @Option(help: "The most lines.")
    var limit = 50

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be 1 or more") }
    }

    func perform(with api: APISession) async throws {
        let history = history.map { $0 ? "yes" : "no" }
        let noise = noise.map { $0 ? "yes" : "no" }
        let query = [
            ("brand", brand), ("label", label), ("triage", triage), ("history", history),
            ("to_confirm", toConfirm ? "yes" : nil),
            ("noise", noise), ("corrected", corrected ? "yes" : nil),
        ]
        .compactMap { name, value in value.map { (name, $0) } }
        let rows = try await api.list(APICall(path: "/mentions", query: query), atMost: limit)
        let columns = [
            Column(heading: "ID", path: "id"),
            Column(heading: "PUBLISHED", path: "published_at"),
            Column(heading: "BRAND", path: "brand", width: 20),
            Column(heading: "LABEL", path: "label"),
            Column(heading: "SCORE", path: "score", isNumber: true),
            Column(heading: "TRIAGE", path: "triage"),
            Column(heading: "NOISE", path: "noise"),
            Column(heading: "LINK", path: "link", width: 60),
        ]
        try api.show(rows, columns, whenEmpty: "There are no such mentions.")
    }
}

/// Counts the noise.
struct MentionsNoiseCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "noise",
        abstract: "Count the mentions that are noise, by kind.",
        discussion: "To see them: earshot mentions list --noise"
    )

    @OptionGroup var options: GlobalOptions

    func perform(with api: APISession) async throws {
        let reply = try await api.send(APICall(path: "/mentions/noise"))
        let columns = [
            Column(heading: "NOISE", path: "noise"),
            Column(heading: "MENTIONS", path: "mentions", isNumber: true),
        ]
        try api.show(reply.json["data"].elements, columns, whenEmpty: "There is no noise.")
    }
}

/// Shows a mention with the arithmetic of its judgement.
struct MentionsShowCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a mention with the arithmetic of its judgement."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The mention's id.")
    var id: String

    func perform(with api: APISession) async throws {
        let reply = try await api.send(APICall(path: "/mentions/\(APICall.segment(id))"))
        try api.tell(reply.json, lines: MentionText(reply.json, width: Terminal.width).lines)
    }
}

/// Puts a mention aside.
struct MentionsDismissCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "dismiss",
        abstract: "Put a mention aside, with the reason."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The mention's id.")
    var id: String

    @Option(help: "not_ours, spam, own_content or duplicate.")
    var reason: String

    func perform(with api: APISession) async throws {
        let mention = try await api.send(APICall(path: "/mentions/\(APICall.segment(id))")).json
        let reply = try await api.send(
            APICall(
                method: "POST",
                path: "/mentions/\(APICall.segment(id))/dismiss",
                body: .object(["reason": .text(reason)]),
                version: mention.version
            )
        )
        try api.tell(reply) { _ in "Dismissed. To undo: earshot mentions restore \(id)" }
    }
}

/// Takes a mention back.
struct MentionsRestoreCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Take a mention back from where it was put aside."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The mention's id.")
    var id: String

    func perform(with api: APISession) async throws {
        let mention = try await api.send(APICall(path: "/mentions/\(APICall.segment(id))")).json
        let reply = try await api.send(
            APICall(
                method: "POST",
                path: "/mentions/\(APICall.segment(id))/restore",
                version: mention.version
            )
        )
        try api.tell(reply) { _ in "The mention waits in the queue again." }
    }
}
