import CaseHandling
import CaseRules
import EarshotModel
import Hummingbird
import RecordStorage

/// What waits for an answer, the most urgent first.
struct QueuePage {
    private let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to router: Router<ConsoleContext>) {
        router.get("/") { _, _ in Response.redirect(to: "/queue", type: .normal) }
        router.get("queue", use: show)
    }

    @Sendable
    private func show(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.readMentions)
        let words = parts.pages.words
        let items = try await parts.desk.queue(in: context.caller.scope)
        let frame = try await parts.frame()
        let wish = request.uri.queryParameters["lane"].flatMap { Lane(rawValue: String($0)) }
        let shown = wish.map { lane in items.filter { $0.lane == lane } } ?? items
        let text = ShownValues(words: words, now: parts.clock(), zone: frame.zone)
        var fields: [String: Any] = [
            "total_text": words.count("queue_total", items.count),
            "lanes": lanes(of: items, current: wish), "rows": shown.map(text.row),
            "is_empty": shown.isEmpty,
        ]
        fields["notice"] = request.notice.flatMap { words.texts["done_\($0)"] }
        return try parts.pages.page(
            "queue",
            title: words("queue"),
            fields,
            for: context.caller,
            in: frame,
            queueCount: items.count
        )
    }

    private func lanes(of items: [QueueItem], current: Lane?) -> [[String: Any]] {
        let words = parts.pages.words
        let all: [String: Any] = [
            "text": words("lane_all"), "count": items.count, "address": "/queue",
            "is_current": current == nil,
        ]
        let counts = items.reduce(into: [Lane: Int]()) { $0[$1.lane, default: 0] += 1 }
        return [all]
            + Lane.allCases.filter { counts[$0] != nil }.map { lane in
                [
                    "text": words("lane_\(lane.rawValue)"), "count": counts[lane] ?? 0,
                    "address": "/queue?lane=\(lane.rawValue)", "is_current": lane == current,
                ]
            }
    }
}
