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
        api.get("feeds") { request, context in
            try context.caller.require(.readMentions)
            let feeds = try await parts.feeds.all().map(FeedDocument.init)
            return try JSONCoding.page(of: feeds, request: request) { $0.id }
        }
        api.post("feeds") { request, context in
            try context.caller.require(.editFeeds)
            let wishes = try await JSONCoding.body([Wish].self, of: request)
            let added = try await parts.feeds.add(wishes.map(\.wish), by: context.caller.actor)
            return try JSONCoding.response(["added": added], status: .created)
        }
        api.delete("feeds") { request, context in
            try context.caller.require(.editFeeds)
            guard let feed = request.uri.queryParameters["feed"] else {
                throw Problem.invalid("feed", "name the feed to remove")
            }
            try await parts.feeds.remove(String(feed), by: context.caller.actor)
            return try JSONCoding.response(["removed": String(feed)])
        }
        api.post("feeds/poll") { request, context in
            try context.caller.require(.editFeeds)
            let feed = request.uri.queryParameters["feed"].map(String.init)
            try await parts.feeds.requestPoll(of: feed, by: context.caller.actor)
            return try JSONCoding.response(["requested": feed ?? "all"], status: .accepted)
        }
    }

    // MARK: -

    private struct Wish: Decodable {
        let address: String
        let kind: FeedKind?
        let title: String?
        let language: String?
        let about: String?

        var wish: FeedAdministration.Wish {
            FeedAdministration.Wish(
                address: address,
                kind: kind ?? .blog,
                title: title,
                language: language,
                about: about
            )
        }
    }
}

private struct FeedDocument: Encodable {
    struct Trouble: Encodable {
        let code: String
        let sentence: String
    }

    let id: String
    let configuredAddress: String
    let address: String
    let site: String
    let kind: FeedKind
    let title: String
    let language: String?
    let state: FeedState
    let lastAttemptAt: String?
    let lastSuccessAt: String?
    let failingSince: String?
    let failures: Int
    let problem: Trouble?
    let nextPollAt: String

    init(_ health: FeedHealth) {
        id = "\(health.feed.id)"
        configuredAddress = health.feed.configuredAddress
        address = health.feed.address
        site = health.site
        kind = health.feed.kind
        title = health.feed.title
        language = health.feed.language
        state = health.state
        lastAttemptAt = health.lastAttemptAt?.rfc3339
        lastSuccessAt = health.lastSuccessAt?.rfc3339
        failingSince = health.failingSince?.rfc3339
        failures = health.failures
        problem = health.problem.map { Trouble(code: $0.code, sentence: $0.sentence) }
        nextPollAt = health.nextPollAt.rfc3339
    }
}
