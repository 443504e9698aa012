import Crypto
public import Foundation
import HTTPTypes
import Hummingbird

/// The console's style sheet, read once and served from memory.
public struct StyleSheet: Sendable {
    private let bytes: ByteBuffer
    private let tag: String

    /// Reads the style sheet of a folder of assets.
    public init(in assets: URL) throws {
        let text = try Data(contentsOf: assets.appendingPathComponent("console.css"))
        bytes = ByteBuffer(bytes: text)
        let hash = SHA256.hash(data: text).prefix(16)
        tag = "\"" + hash.map { String(format: "%02x", $0) }.joined() + "\""
    }

    /// The style sheet, or that it is still the one that the browser has.
    func response(to request: Request) -> Response {
        let headers: HTTPFields = [
            .contentType: "text/css; charset=utf-8", .cacheControl: "max-age=300", .eTag: tag,
        ]
        guard !isKnown(to: request) else { return Response(status: .notModified, headers: headers) }
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody(byteBuffer: bytes)
        )
    }

    // MARK: -

    /// Whether one of the tags in `If-None-Match` is ours; weak ones count (RFC 9110, 13.1.2).
    private func isKnown(to request: Request) -> Bool {
        guard let wish = request.headers[.ifNoneMatch] else { return false }
        return wish.split(separator: ",").contains { part in
            let known = part.trimmingCharacters(in: .whitespaces)
            return known == "*" || known == tag || known == "W/" + tag
        }
    }
}
