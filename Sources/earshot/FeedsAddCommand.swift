import ArgumentParser
import EarshotModel

/// Adds a feed, found from whatever address somebody has.
struct FeedsAddCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a feed; a page or a site is searched for its feeds.",
        discussion: """
            Examples:
              earshot feeds add https://blog.example.com/
              earshot feeds add https://forum.example.com/posts.rss --kind forum
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The address of a feed, a page or a site.")
    var address: String

    @Option(help: "blog, review, forum, news, social or own.")
    var kind = "blog"

    @Option(help: "A name to read; the feed's own title when missing.")
    var title: String?

    @Option(help: "The language of its entries as a BCP 47 tag.")
    var language: String?

    @Option(help: "The brand that every entry is about.")
    var about: String?

    @Option(help: "How much its mentions weigh in the queue, from 0 to 100.")
    var weight = 0

    @Option(
        help: "How much of its texts it gives: full, excerpt or headline; learned when missing."
    )
    var extent: String?

    @Flag(name: .customLong("as-is"), help: "Add the address without looking at it.")
    var asIs = false

    func perform(with api: APISession) async throws {
        let chosen = try await isTakenAsIs ? address : found(with: api)
        var feed: [String: JSONValue] = ["address": .text(chosen), "kind": .text(kind)]
        feed["title"] = title.map(JSONValue.text)
        feed["language"] = language.map(JSONValue.text)
        feed["about"] = about.map(JSONValue.text)
        feed["weight"] = .number(Double(weight))
        feed["extent"] = extent.map(JSONValue.text)
        let reply = try await api.send(
            APICall(method: "POST", path: "/feeds", body: .list([.object(feed)]))
        )
        let name = chosen == address ? "The feed" : MaskedAddress(chosen).description
        try api.tell(reply) { answer in
            answer["added"].cell == "0" ? "\(name) was there already." : "\(name) is added."
        }
    }

    // MARK: -

    /// Files are read by the daemon, from its own folder.
    private var isTakenAsIs: Bool { asIs || address.hasPrefix("file:") }

    private func found(with api: APISession) async throws -> String {
        let body = JSONValue.object(["address": .text(address)])
        let reply = try await api.send(
            APICall(method: "POST", path: "/feeds/discover", body: body)
        )
        let feeds = reply.json["feeds"].elements
        switch feeds.count {
        case 0:
            Terminal.message(
                "earshot: no feed was found there; \"earshot feeds suggest\" knows other places, "
                    + "--as-is adds the address as it is"
            )
            throw ExitStatus.notFound
        case 1: return feeds[0]["address"].cell
        default: return try choice(among: feeds)
        }
    }

    /// Lets a person choose; where nobody can be asked the feeds are listed and none is added.
    private func choice(among feeds: [JSONValue]) throws -> String {
        let lines = zip(1..., feeds).map { number, feed in
            "\(number)  \(Terminal.escaped(feed["address"].cell))"
                + "  \(Terminal.escaped(feed["title"].cell))\n"
        }
        guard Terminal.canAsk, !options.noInput else {
            Terminal.write(lines.joined())
            Terminal.message("earshot: the page names several feeds; add the one you mean")
            throw ExitStatus.usage
        }
        Terminal.progress(lines.joined())
        while let answer = Terminal.ask("Which one? ") {
            if let number = Int(answer), feeds.indices.contains(number - 1) {
                return feeds[number - 1]["address"].cell
            }
        }
        throw ExitStatus.usage
    }
}
