import EarshotModel
import Foundation
import HTTPTypes
import Hummingbird
import Metrics
import RecordStorage

/// Whether the daemon lives, whether it can serve, what it counts, and the style sheet.
struct HealthRoutes {
    let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to router: Router<ConsoleContext>) {
        router.get("healthz") { _, _ in text("ok\n") }
        router.get("readyz") { _, _ in
            // The store answers, so requests can be served.
            _ = try await parts.store.read(in: .everything) { try $0.policies.isDemo() }
            return text("ready\n")
        }
        router.get("metrics") { request, context in
            guard context.peer.isThisMachine, !request.isForwarded else { throw Problem.notFound }
            try await recount()
            return text(parts.metrics.text, type: "text/plain; version=0.0.4; charset=utf-8")
        }
        router.get("assets/console.css") { request, _ in
            parts.styleSheet.response(to: request)
        }
    }

    // MARK: -

    /// Sets the gauges that say how much the store holds.
    private func recount() async throws {
        let (cases, overdue, mentions, feeds) = try await parts.store.read(in: .everything) { tx in
            (
                try tx.cases.countsByState(), try tx.cases.countOverdue(at: tx.now),
                try tx.mentions.countsByTriage(), try tx.feeds.count()
            )
        }
        func set(_ name: String, _ dimensions: [(String, String)], _ value: Int) {
            Gauge(label: name, dimensions: dimensions, factory: parts.metrics).record(value)
        }
        for state in CaseState.allCases {
            set("earshot_cases", [("state", state.rawValue)], cases[state] ?? 0)
        }
        set("earshot_cases_overdue", [], overdue)
        for triage in TriageState.allCases {
            set("earshot_mentions", [("triage", triage.rawValue)], mentions[triage] ?? 0)
        }
        set("earshot_feeds", [], feeds)
    }

    private func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}

extension Request {
    /// Whether a proxy passed the request on, so that the peer is not who asks.
    fileprivate var isForwarded: Bool {
        ["Forwarded", "X-Forwarded-For"].contains { name in
            HTTPField.Name(name).map { headers[$0] != nil } ?? false
        }
    }

    /// Where the request began, for counting failures: behind a proxy on this machine, what the
    /// proxy saw.
    func origin(behind peer: Peer) -> String {
        guard case .network(let host) = peer else { return "\(peer)" }
        guard peer.isThisMachine, let name = HTTPField.Name("X-Forwarded-For"),
            let last = headers[name]?.split(separator: ",").last
        else { return host }
        return last.trimmingCharacters(in: .whitespaces)
    }
}

extension Peer {
    /// Whether the peer is on this machine.
    var isThisMachine: Bool {
        switch self {
        case .network(let host): host == "127.0.0.1" || host == "::1"
        case .local, .process: true
        }
    }
}
