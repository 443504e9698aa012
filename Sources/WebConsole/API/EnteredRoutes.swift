import Administration
import CaseRules
import EarshotModel
import Hummingbird

/// Mentions that no feed brings, for programs.
struct EnteredRoutes {
    private let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to api: RouterGroup<ConsoleContext>) {
        api.post("mentions") { request, context in
            try context.caller.require(.triage)
            let isTrial = try request.flag("dry_run") ?? false
            let list = try await JSONCoding.body(EnteredList.self, of: request)
            let outcome = try await parts.mentions.add(
                try list.entries.map { try $0.entry() },
                from: list.from,
                about: list.brand,
                by: context.caller.actor,
                isTrial: isTrial
            )
            return try JSONCoding.response(
                OutcomeDocument(outcome),
                status: isTrial ? .ok : .created
            )
        }
    }
}

/// Texts that somebody enters or a file has.
private struct EnteredList: Decodable {
    struct Source: Decodable {
        let name: String
        let title: String
        let site: String?
    }

    let source: Source?
    let kind: FeedKind?
    let brand: String?
    let entries: [EnteredText]

    var from: MentionAdministration.Source {
        guard let source else { return .hand(kind ?? .review) }
        return MentionAdministration.Source(
            name: source.name,
            title: source.title,
            site: source.site,
            kind: kind ?? .review
        )
    }
}

private struct EnteredText: Decodable {
    let id: String?
    let link: String?
    let title: String?
    let text: String
    let author: String?
    let authorLink: String?
    let email: String?
    let language: String?
    let publishedAt: String?

    func entry() throws -> WrittenEntry {
        let published = try publishedAt.map { text in
            guard let moment = Instant(rfc3339: text) else {
                throw Problem.invalid("published_at", "\(text) is no time of RFC 3339")
            }
            return moment
        }
        return WrittenEntry(
            id: id,
            link: link,
            title: title,
            text: text,
            author: EntryAuthor(name: author, url: authorLink, email: email),
            language: language,
            published: published
        )
    }
}

private struct OutcomeDocument: Encodable {
    struct Received: Encodable {
        let index: Int
        let standing: String
        let mentions: [String]
    }

    struct Refused: Encodable {
        let index: Int
        let sentence: String
    }

    let received: [Received]
    let refused: [Refused]

    init(_ outcome: MentionAdministration.Outcome) {
        received = outcome.received.map { text in
            Received(
                index: text.index,
                standing: text.standing.rawValue,
                mentions: text.mentions.map(\.description)
            )
        }
        refused = outcome.refused.map { Refused(index: $0.index, sentence: $0.sentence) }
    }
}
