import ArgumentParser
import EarshotModel

/// The feeds that are polled.
struct FeedsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feeds",
        abstract: "See and change the feeds that are polled.",
        subcommands: [
            FeedsListCommand.self, FeedsShowCommand.self, FeedsAddCommand.self,
            FeedsRemoveCommand.self,
            FeedsPollCommand.self, FeedsSuggestCommand.self, FeedsImportCommand.self,
            FeedsExportCommand.self, FeedsSetCommand.self,
        ]
    )
}

/// Lists the feeds with their health.
struct FeedsListCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the feeds with their health."
    )

    @OptionGroup var options: GlobalOptions

    @Flag(help: "Only feeds that fail.")
    var failing = false

    @Flag(help: "Only feeds that are read well and have had nothing new for unusually long.")
    var silent = false

    func perform(with api: APISession) async throws {
        let query = (failing ? [("failing", "yes")] : []) + (silent ? [("silent", "yes")] : [])
        let rows = try await api.list(APICall(path: "/feeds", query: query))
        let columns = [
            Column(heading: "ID", path: "id"),
            Column(heading: "STATE", path: "state"),
            Column(heading: "KIND", path: "kind"),
            Column(heading: "TITLE", path: "title", width: 32),
            Column(heading: "LAST SUCCESS", path: "last_success_at"),
            Column(heading: "NEWEST", path: "newest_at"),
            Column(heading: "NEXT", path: "next_poll_at"),
            Column(heading: "PROBLEM", path: "problem.sentence", width: 50),
            Column(heading: "ADDRESS", path: "configured_address", width: 60),
            Column(heading: "ADDRESS NOW", path: "address", width: 60),
        ]
        try api.show(rows, columns, whenEmpty: sentenceWhenEmpty)
    }

    private var sentenceWhenEmpty: String {
        if failing { return "No feed fails." }
        return silent ? "No feed is silent." : "There are no feeds yet: earshot feeds add"
    }
}

/// Shows one feed with its health in words.
struct FeedsShowCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a feed: how it does, since when, and what to do."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The feed's address or id.")
    var feed: String

    @Flag(
        name: .customLong("with-secrets"),
        help: "Show the whole address; for those who may edit feeds, and the audit keeps it."
    )
    var withSecrets = false

    func perform(with api: APISession) async throws {
        let query = [("feed", feed)] + (withSecrets ? [("secrets", "yes")] : [])
        let rows = try await api.list(APICall(path: "/feeds", query: query))
        guard let row = rows.first else { return }
        try api.tell(row, lines: FeedText(row, width: Terminal.width).lines)
    }
}

/// A feed's health as people read it.
struct FeedText {
    let lines: [String]

    /// Reads the API's document; what it lacks is left out.
    init(_ feed: JSONValue, width: Int) {
        let isPolled = !["gone", "paused"].contains(feed["state"].cell)
        let now = feed["address"].cell
        let isMoved = now != feed["configured_address"].cell
        let failures = feed["failures"].cell
        let often = failures == "0" || failures.isEmpty ? "" : " (\(failures) times in a row)"
        let never = "never"
        lines =
            FieldList(
                [
                    ("Feed", feed["title"].cell),
                    ("Id", feed["id"].cell),
                    ("Address", feed["configured_address"].cell),
                    ("Address now", isMoved ? now : ""),
                    ("Kind", feed["kind"].words),
                    ("About", feed["about"].cell),
                    ("Gives", Self.extent(feed["extent"])),
                    ("State", Self.state(feed["state"])),
                    ("Told apart by", feed["identity.sentence"].cell),
                    ("Moves", feed["moves"].cell == "stay" ? Self.staying : ""),
                    ("Authority", feed["authority"].cell),
                    ("Problem", feed["problem.sentence"].cell),
                    ("Note", feed["notice"].cell),
                    ("Failing since", feed["failing_since"].moment + often),
                    ("Last asked", Self.shown(feed["last_attempt_at"].moment, never)),
                    ("Last success", Self.shown(feed["last_success_at"].moment, never)),
                    ("Newest entry", Self.newest(feed)),
                    ("Usual gap", Self.gap(feed["entry_gap_seconds"])),
                    ("Site silent until", feed["site_silent_until"].moment),
                    ("Next poll", isPolled ? feed["next_poll_at"].moment : never),
                    ("What to do", feed["remedy"].cell),
                ],
                width: width
            ).lines
    }

    private static let staying = "not followed for good: the configured address is kept"

    private static func newest(_ feed: JSONValue) -> String {
        let moment = feed["newest_at"].moment
        let isSilent = feed["is_silent"].cell == "yes"
        return isSilent ? moment + ", silent for longer than is usual for it" : moment
    }

    /// The usual time between two entries.
    private static func gap(_ seconds: JSONValue) -> String {
        seconds.count.map { Duration.seconds($0).words + " between entries" } ?? ""
    }

    private static func shown(_ text: String, _ otherwise: String) -> String {
        text.isEmpty ? otherwise : text
    }

    private static func extent(_ extent: JSONValue) -> String {
        switch extent.cell {
        case "full": "whole texts, as set"
        case "excerpt": "the beginnings of texts, as set"
        case "headline": "headlines alone, as set"
        default: ""
        }
    }

    private static func state(_ state: JSONValue) -> String {
        switch state.cell {
        case "new": "new: it was not asked so far"
        case "ok": "ok: the last poll went well"
        case "error": "error: the last poll failed; it is tried again"
        case "gone": "gone: its server says that it is no more; it is not asked again"
        case "paused": "paused: staff switched it off"
        default: state.words
        }
    }
}

/// Removes a feed.
struct FeedsRemoveCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a feed; its mentions stay."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The feed's address or id.")
    var feed: String

    func perform(with api: APISession) async throws {
        let reply = try await api.send(
            APICall(method: "DELETE", path: "/feeds", query: [("feed", feed)])
        )
        try api.tell(reply) { _ in "The feed is removed; its mentions stay." }
    }
}

/// Changes what is known of a feed.
struct FeedsSetCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Say how a feed is to be read."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The feed's address or id.")
    var feed: String

    @Option(help: "How much it gives: full, excerpt, headline, or learned: what its entries show.")
    var extent: String?

    @Option(help: "What tells its entries apart: guid, link, content, or learned.")
    var identity: String?

    @Option(help: "When its server says that it moved for good: follow, or stay.")
    var moves: String?

    @Option(help: "The authority, by its name in the settings, that vouches for its server.")
    var authority: String?

    func validate() throws {
        guard !given.isEmpty else {
            throw ValidationError("Say what to set: --extent, --identity, --moves or --authority.")
        }
    }

    func perform(with api: APISession) async throws {
        let reply = try await api.send(
            APICall(
                method: "PATCH",
                path: "/feeds",
                query: [("feed", feed)],
                body: .object(given)
            )
        )
        try api.tell(reply) { _ in "It counts from the next poll on." }
    }

    private var given: [String: JSONValue] {
        let options = [
            "extent": extent, "identity": identity, "moves": moves, "authority": authority,
        ]
        return options.compactMapValues { $0.map { JSONValue.text($0) } }
    }
}

/// Asks for a poll.
struct FeedsPollCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "poll",
        abstract: "Ask the daemon to poll a feed now, or all of them."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The feed's address or id; all when missing.")
    var feed: String?

    func perform(with api: APISession) async throws {
        let query = feed.map { [("feed", $0)] } ?? []
        let reply = try await api.send(
            APICall(method: "POST", path: "/feeds/poll", query: query)
        )
        try api.tell(reply) { _ in "The daemon polls as soon as it may." }
    }
}
