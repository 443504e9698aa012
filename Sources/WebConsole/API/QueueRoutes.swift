import CaseHandling
import CaseRules
import EarshotModel
import Foundation
import Hummingbird
import RecordStorage

/// The queue, for programs.
struct QueueRoutes {
    private let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to api: RouterGroup<ConsoleContext>) {
        api.get("queue", use: list)
    }

    @Sendable
    private func list(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.readMentions)
        let lane = try request.uri.queryParameters["lane"].map { text in
            guard let lane = Lane(rawValue: String(text)) else {
                throw Problem.invalid("lane", "there is no lane \(text)")
            }
            return lane
        }
        let shown = ShownValues(words: parts.pages.words, now: parts.clock(), zone: .gmt)
        let page = try PageRequest(request)
        let items = try await parts.desk.queue(
            in: context.caller.scope,
            lane: lane,
            after: try page.queuePosition(),
            limit: page.limit + 1
        )
        return try JSONCoding.page(
            ofOneTooMany: items.map { QueueDocument($0, shown) },
            limit: page.limit,
            request: request
        ) { $0.position }
    }
}

private struct QueueDocument: Encodable {
    struct Reason: Encodable {
        let code: String
        let text: String
    }

    let position: String
    let caseId: String?
    let number: Int?
    let mentionId: String
    let lane: String
    let reason: Reason
    let brand: String
    let title: String
    let excerpt: String
    let who: String?
    let label: SentimentLabel
    let score: Double
    let nature: Nature
    let state: CaseState?
    let owner: String?
    let dueAt: String?
    let publishedAt: String
    let mentionCount: Int
    let version: Int

    init(_ item: QueueItem, _ shown: ShownValues) {
        let row = item.row
        position = "\(row.position)"
        if case .matter(let id, let number) = row.subject {
            caseId = "\(id)"
            self.number = number
        } else {
            caseId = nil
            number = nil
        }
        mentionId = "\(row.mention)"
        lane = row.lane.rawValue
        reason = Reason(code: item.reason.code, text: shown.why(item.reason))
        brand = row.brand
        title = row.title
        excerpt = row.excerpt
        who = row.customer ?? row.author
        label = row.label
        score = Double(row.score) / 1000
        nature = row.nature
        state = row.state
        owner = row.owner
        dueAt = row.dueAt?.rfc3339
        publishedAt = row.publishedAt.rfc3339
        mentionCount = row.mentionCount
        version = row.version
    }
}
