import Administration
import ArgumentParser
import EarshotModel
import Foundation

/// Takes in a text that no feed brings.
struct MentionsAddCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Write down a mention that no feed brings.",
        discussion: """
            earshot mentions add "It leaks after a week." --brand Brewbird --stars 2 \\
                --link https://shop.example/r/77 --author "Mira Sol" --date 2026-03-02
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "What it says; - reads it from standard input.")
    var text: String

    @Option(help: "The brand that it is about, when the text does not name it.")
    var brand: String?

    @Option(help: "The address where it stands.")
    var link: String?

    @Option(help: "Who wrote it.")
    var author: String?

    @Option(name: .customLong("author-link"), help: "The address of the writer's page.")
    var authorLink: String?

    @Option(help: "The writer's e-mail address.")
    var email: String?

    @Option(help: "Its title.")
    var title: String?

    @Option(
        help: "When it was published, such as 2026-03-02 or 2026-03-02T14:30Z; now when missing."
    )
    var date: String?

    @Option(help: "Its stars, from 1 to 5.")
    var stars: Int?

    @Option(help: "blog, review, forum, news, social or own.")
    var kind = FeedKind.review.rawValue

    @Option(help: "Its language as a BCP 47 tag.")
    var language: String?

    func validate() throws {
        guard FeedKind(rawValue: kind) != nil else {
            let kinds = FeedKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--kind must be one of \(kinds)")
        }
        guard stars.map({ (1...5).contains($0) }) ?? true else {
            throw ValidationError("--stars must be from 1 to 5")
        }
        guard date.map({ Instant(writtenDate: $0) != nil }) ?? true else {
            throw ValidationError("--date must be a date such as 2026-03-02 or 2026-03-02T14:30Z")
        }
    }

    func perform(with api: APISession) async throws {
        let shown = stars.map {
            String(repeating: "★", count: $0) + String(repeating: "☆", count: 5 - $0) + "\n"
        }
        let entry = WrittenEntry(
            link: link,
            title: title,
            text: (shown ?? "") + (text == "-" ? try Self.standardInput() : text),
            author: EntryAuthor(name: author, url: authorLink, email: email),
            language: language,
            published: date.flatMap { Instant(writtenDate: $0) }
        )
        var body: [String: JSONValue] = [
            "kind": .text(kind), "entries": .list([JSONValue(written: entry)]),
        ]
        body["brand"] = brand.map(JSONValue.text)
        let reply = try await api.send(
            APICall(method: "POST", path: "/mentions", body: .object(body))
        )
        if let refusal = reply.json["refused"].elements.first {
            let hint = "name it with --brand"
            throw Refused(description: "\(refusal["sentence"].cell) (\(hint))")
        }
        try api.tell(reply.json["received"].elements.first ?? .null, Self.sentence)
    }

    private static func sentence(_ received: JSONValue) -> String {
        let ids = received["mentions"].elements.map(\.cell)
        let next = ids.first.map { " See: earshot mentions show \($0)" } ?? ""
        switch received["standing"].cell {
        case "added": return "The mention is added." + next
        case "changed": return "It was there with another text, which is brought up to date." + next
        default: return "It was there already." + next
        }
    }

    private static func standardInput() throws -> String {
        let data = try FileHandle.standardInput.readToEnd() ?? Data()
        return String(decoding: data, as: UTF8.self)
    }

    /// Why nothing was taken.
    private struct Refused: Error, CustomStringConvertible {
        let description: String
    }
}

extension JSONValue {
    /// A text as the API takes it.
    init(written entry: WrittenEntry) {
        let members: [String: String?] = [
            "id": entry.id, "link": entry.link, "title": entry.title, "text": entry.text,
            "author": entry.author.name, "author_link": entry.author.url,
            "email": entry.author.email, "language": entry.language,
            "published_at": entry.published?.rfc3339,
        ]
        self = .object(members.compactMapValues { $0.map(JSONValue.text) })
    }
}
