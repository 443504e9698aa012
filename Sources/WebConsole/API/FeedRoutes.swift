import Administration
import CaseRules
import EarshotModel
import Hummingbird
import RecordStorage

/// Feeds, for programs.
struct FeedRoutes {
    private let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to api: RouterGroup<ConsoleContext>) {
        api.get("feeds", use: list)
        addChanges(to: api)
        addPolls(to: api)
    }

    // MARK: -

    private func addChanges(to api: RouterGroup<ConsoleContext>) {
        api.post("feeds") { request, context in
            try context.caller.require(.editFeeds)
            let wishes = try await JSONCoding.body([Wish].self, of: request).map(\.wish)
            let isTrial = try request.flag("dry_run") ?? false
            guard try request.flag("each") ?? false || isTrial else {
                let added = try await parts.feeds.add(wishes, by: context.caller.actor)
                return try JSONCoding.response(["added": added], status: .created)
            }
            let addition = try await parts.feeds.addEach(
                wishes,
                by: context.caller.actor,
                isTrial: isTrial
            )
            return try JSONCoding.response(Added(addition), status: isTrial ? .ok : .created)
        }
        api.patch("feeds") { request, context in
            try context.caller.require(.editFeeds)
            guard let feed = request.uri.queryParameters["feed"].map(String.init) else {
                throw Problem.invalid("feed", "name the feed to change")
            }
            let change = try await JSONCoding.body(SettingsChange.self, of: request)
            let apply = try change.applied()
            let settings = try await parts.feeds.changeSettings(
                of: feed,
                by: context.caller.actor,
                apply
            )
            return try JSONCoding.response(SettingsDocument(settings))
        }
        api.post("feeds/discover") { request, context in
            try context.caller.require(.editFeeds)
            let typed = try await JSONCoding.body(Place.self, of: request).address
            let feeds = try await parts.feeds.discover(typed)
            return try JSONCoding.response(["feeds": feeds])
        }
        api.delete("feeds") { request, context in
            try context.caller.require(.editFeeds)
            guard let feed = request.uri.queryParameters["feed"] else {
                throw Problem.invalid("feed", "name the feed to remove")
            }
            try await parts.feeds.remove(String(feed), by: context.caller.actor)
            return try JSONCoding.response(["removed": "\(MaskedAddress(String(feed)))"])
        }
    }

    private func addPolls(to api: RouterGroup<ConsoleContext>) {
        api.post("feeds/poll") { request, context in
            try context.caller.require(.editFeeds)
            let query = request.uri.queryParameters
            let feed = query["feed"].map(String.init)
            let actor = context.caller.actor
            let asked: PollsAsked
            if try request.flag("due") ?? false {
                guard feed == nil else {
                    throw Problem.invalid("due", "name one feed, or ask for those that are due")
                }
                let count = try await parts.feeds.requestDuePolls(by: actor)
                asked = PollsAsked(requested: "due", count: count)
            } else {
                let count = try await parts.feeds.requestPoll(of: feed, by: actor)
                let name = feed.map { MaskedAddress($0).description } ?? "all"
                asked = PollsAsked(requested: name, count: count)
            }
            return try JSONCoding.response(asked, status: .accepted)
        }
        api.get("feeds/polls") { _, context in
            try context.caller.require(.editFeeds)
            let polls = try await parts.feeds.requestedPolls()
            return try JSONCoding.response(["waiting": polls.waiting, "resting": polls.resting])
        }
    }

    /// Whole addresses are for those who may edit feeds and ask for them, and the audit knows it.
    @Sendable
    private func list(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.readMentions)
        let query = request.uri.queryParameters
        let reference = query["feed"].map(String.init)
        let showsSecrets = try request.flag("secrets") ?? false
        let failing = try request.flag("failing") ?? false
        let silent = try request.flag("silent") ?? false
        if showsSecrets { try context.caller.require(.editFeeds) }
        let known: [FeedHealth]
        if let reference {
            known = [try await parts.feeds.feed(reference)]
        } else {
            known = try await parts.feeds.all()
        }
        if showsSecrets {
            try await parts.feeds.noteSecretsShown(of: reference, to: context.caller.actor)
        }
        let brands = try await parts.feeds.brandNames()
        let settings = try await parts.feeds.settings()
        let now = parts.clock()
        let asked = known.filter { health in
            (!failing || health.problem != nil) && (!silent || health.habits.isSilent(at: now))
        }
        let feeds = asked.map { health in
            FeedDocument(
                health,
                about: health.feed.about.flatMap { brands[$0] },
                settings: settings[health.feed.id] ?? FeedSettings(),
                at: now,
                showsSecrets
            )
        }
        return try JSONCoding.page(of: feeds, request: request) { $0.id }
    }

    private struct PollsAsked: Encodable {
        let requested: String
        let count: Int
    }

    private struct Place: Decodable {
        let address: String
    }

    private struct Added: Encodable {
        struct Refused: Encodable {
            let index: Int
            let sentence: String
        }

        let added: Int
        let known: Int
        let refused: [Refused]

        init(_ addition: FeedAdministration.Addition) {
            added = addition.added
            known = addition.known
            refused = addition.refused.map {
                Refused(index: $0.index, sentence: $0.error.description)
            }
        }
    }

    private struct Wish: Decodable {
        let address: String
        let kind: FeedKind?
        let title: String?
        let language: String?
        let about: String?
        let weight: Int?
        let extent: EntryExtent?

        var wish: FeedAdministration.Wish {
            FeedAdministration.Wish(
                address: address,
                kind: kind ?? .blog,
                title: title,
                language: language,
                about: about,
                weight: weight ?? 0,
                extent: extent
            )
        }
    }
}
