import Administration
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
        router.get("queue", use: show)
    }

    @Sendable
    private func show(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.readMentions)
        let words = parts.pages.words
        let query = request.uri.queryParameters
        let lane = query["lane"].flatMap { Lane(rawValue: String($0)) }
        let counts = try await parts.desk.queueCounts(in: context.caller.scope)
        let lines = try await parts.desk.queue(
            in: context.caller.scope,
            lane: lane,
            after: query["after"].flatMap { QueuePosition($0) },
            limit: Self.pageLength + 1
        )
        let shown = lines.prefix(Self.pageLength)
        let frame = try await parts.frame()
        let text = ShownValues(words: words, now: parts.clock(), zone: frame.zone)
        let total = counts.values.reduce(0, +)
        var fields: [String: Any] = [
            "total_text": words.count("queue_total", total),
            "lanes": lanes(counts, total: total, current: lane), "rows": shown.map(text.row),
            "has_rows": !shown.isEmpty, "is_empty": total == 0,
            "is_lane_empty": shown.isEmpty && total > 0,
        ]
        if lines.count > shown.count, let last = shown.last {
            fields["more_address"] = address(of: lane, after: last.row.position)
        }
        let (alerts, older, links) = try await parts.store.read(in: context.caller.scope) { tx in
            (
                try tx.alerts.since(tx.now - Self.alertTime, limit: Self.mostAlerts),
                try tx.mentions.countHistory(upTo: Self.mostCounted + 1),
                try tx.mentions.countToConfirm(upTo: Self.mostCounted + 1)
            )
        }
        let most = ["n": "\(Self.mostCounted)"]
        fields["older"] = sentence(older, words.count("older", older), words("older_many", most))
        fields["links"] = sentence(links, words.count("links", links), words("links_many", most))
        fields["alerts"] = alerts.map { ["text": text.sentence(of: $0)] }
        if total == 0 { fields["needs_set_up"] = try await parts.setUp.isNeeded() }
        fields["notice"] = request.notice.flatMap { words.texts["done_\($0)"] }
        return try parts.pages.page(
            "queue",
            title: words("queue"),
            fields,
            for: context.caller,
            in: frame,
            queueCount: total
        )
    }

    /// As many lines as somebody reads at a time.
    private static let pageLength = 50

    /// For so long an early warning stands above the queue.
    private static let alertTime = Duration.days(3)
    private static let mostAlerts = 5

    /// So many are counted; beyond it their number is no news.
    private static let mostCounted = 1_000

    /// How many there are beside the queue; `nil` where there are none.
    private func sentence(_ count: Int, _ exact: String, _ many: String) -> String? {
        if count > Self.mostCounted { return many }
        return count > 0 ? exact : nil
    }

    private func address(of lane: Lane?, after position: QueuePosition? = nil) -> String {
        let query = [lane.map { "lane=\($0.rawValue)" }, position.map { "after=\($0)" }]
            .compactMap(\.self).joined(separator: "&")
        return query.isEmpty ? "/queue" : "/queue?\(query)"
    }

    private func lanes(_ counts: [Lane: Int], total: Int, current: Lane?) -> [[String: Any]] {
        let words = parts.pages.words
        let all: [String: Any] = [
            "text": words("lane_all"), "count": total, "address": address(of: nil),
            "is_current": current == nil,
        ]
        return [all]
            + Lane.allCases.filter { counts[$0] != nil || $0 == current }.map { lane in
                [
                    "text": words("lane_\(lane.rawValue)"), "count": counts[lane] ?? 0,
                    "address": address(of: lane), "is_current": lane == current,
                ]
            }
    }
}
