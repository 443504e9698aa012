import EarshotModel
import Foundation
import HTTPTypes
import Hummingbird
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
        router.get("metrics") { _, context in
            guard context.peer.isThisMachine else { throw Problem.notFound }
            return text(parts.metrics.text, type: "text/plain; version=0.0.4; charset=utf-8")
        }
        router.get("assets/console.css") { _, _ in
            let sheet = try String(
                contentsOf: parts.assets.appendingPathComponent("console.css"),
                encoding: .utf8
            )
            var response = text(sheet, type: "text/css; charset=utf-8")
            response.headers[.cacheControl] = "max-age=300"
            return response
        }
    }

    private func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Response {
        Response(
            status: .ok,
            headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
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
