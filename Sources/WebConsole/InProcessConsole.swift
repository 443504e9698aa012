import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// The console without a listener: the command line asks it inside its own process.
extension Console {
    /// The answer to a request of this process, with its whole body.
    public func answer(
        method: String,
        target: String,
        headers: [(name: String, value: String)],
        body: [UInt8]?
    ) async -> (status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
        await answer(method: method, target: target, headers: headers, body: body, to: .process)
    }

    /// The answer to a peer's request, with its whole body.
    func answer(
        method: String,
        target: String,
        headers: [(name: String, value: String)],
        body: [UInt8]?,
        to peer: Peer
    ) async -> (status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
        var fields = HTTPFields()
        for (name, value) in headers {
            if let name = HTTPField.Name(name) {
                fields.append(HTTPField(name: name, value: value))
            }
        }
        let request = Request(
            head: HTTPRequest(
                method: HTTPRequest.Method(method) ?? .get,
                scheme: "http",
                authority: "localhost",
                path: target,
                headerFields: fields
            ),
            body: RequestBody(buffer: ByteBuffer(bytes: body ?? []))
        )
        let response = await respond(to: request, from: peer)
        let collector = BodyCollector()
        do {
            try await response.body.write(collector)
        } catch {
            return (500, [], [])
        }
        return (
            response.status.code,
            response.headers.map { ($0.name.canonicalName, $0.value) }, collector.box.bytes
        )
    }
}

/// Gathers the parts of a body; one task writes it.
private struct BodyCollector: ResponseBodyWriter {
    final class Box {
        var bytes: [UInt8] = []
    }

    let box = Box()

    mutating func write(_ buffer: ByteBuffer) async throws {
        box.bytes.append(contentsOf: buffer.readableBytesView)
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
