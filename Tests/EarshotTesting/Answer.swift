/// What a `ScriptedServer` does once it has read a request.
public struct Answer: Sendable {
    /// One thing that the server does.
    enum Step: Sendable {
        case send([UInt8])
        /// Waits, unless the client leaves before.
        case pause(Duration)
        /// Sends the piece again and again until the client leaves.
        case sendForever([UInt8])
        /// Waits until the client leaves.
        case hold
        /// Ends the connection in order.
        case close
        /// Ends the connection with a reset.
        case reset
    }

    var steps: [Step]

    /// An answer with its length in front; the connection stays open for the next request.
    public init(
        _ status: Int = 200,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) {
        let isBodiless = status == 204 || status == 304
        let length = isBodiless ? [] : [(name: "Content-Length", value: "\(body.count)")]
        steps = [
            .send(Self.head(status, headers + length)), .send(isBodiless ? [] : body),
        ]
    }

    private init(steps: [Step]) {
        self.steps = steps
    }

    /// An answer with a text.
    public static func text(
        _ text: String,
        status: Int = 200,
        headers: [(name: String, value: String)] = []
    ) -> Answer {
        Answer(status, headers: headers, body: Array(text.utf8))
    }

    /// A redirect.
    public static func redirect(_ status: Int, to location: String) -> Answer {
        Answer(status, headers: [("Location", location)])
    }

    /// The feed, or 304 where the request shows one of its validators.
    public static func validated(
        _ text: String,
        etag: String?,
        lastModified: String?,
        for request: ReceivedRequest
    ) -> Answer {
        let headers = [("ETag", etag), ("Last-Modified", lastModified)].compactMap { name, value in
            value.map { (name: name, value: $0) }
        }
        let isKnown =
            (etag != nil && request["If-None-Match"] == etag)
            || (lastModified != nil && request["If-Modified-Since"] == lastModified)
        return isKnown ? Answer(304, headers: headers) : .text(text, headers: headers)
    }

    /// Bytes as they are, headers and all; then the connection ends.
    public static func raw(_ bytes: [UInt8]) -> Answer {
        Answer(steps: [.send(bytes), .close])
    }

    /// A body that ends with the connection, for nobody said how long it is.
    public static func unmeasured(
        _ body: [UInt8],
        headers: [(name: String, value: String)] = []
    ) -> Answer {
        Answer(steps: [.send(head(200, headers)), .send(body), .close])
    }

    /// A body in chunks (RFC 9112, 7.1), one for each piece.
    public static func chunked(_ pieces: [[UInt8]]) -> Answer {
        let head = Step.send(head(200, [("Transfer-Encoding", "chunked")]))
        let chunks = (pieces + [[]]).map { piece in
            let size = Array("\(String(piece.count, radix: 16))\r\n".utf8)
            return Step.send(size + piece + Array("\r\n".utf8))
        }
        return Answer(steps: [head] + chunks)
    }

    /// A body of which less comes than was announced; then the connection ends.
    public static func cutShort(_ body: [UInt8], announcing length: Int) -> Answer {
        let headers = [(name: "Content-Length", value: "\(length)")]
        return Answer(steps: [.send(head(200, headers)), .send(body), .close])
    }

    /// A body of which less comes than was announced, while the connection stays open.
    public static func stalled(_ body: [UInt8], announcing length: Int) -> Answer {
        let headers = [(name: "Content-Length", value: "\(length)")]
        return Answer(steps: [.send(head(200, headers)), .send(body), .hold])
    }

    /// A body of which less comes than was announced; then the connection is reset.
    public static func resetting(after body: [UInt8], announcing length: Int) -> Answer {
        let headers = [(name: "Content-Length", value: "\(length)")]
        return Answer(steps: [.send(head(200, headers)), .send(body), .reset])
    }

    /// A body whose piece is sent again and again until the client leaves.
    public static func endless(
        _ piece: [UInt8],
        startingWith start: [UInt8] = [],
        headers: [(name: String, value: String)] = []
    ) -> Answer {
        Answer(steps: [.send(head(200, headers)), .send(start), .sendForever(piece)])
    }

    /// A body that comes byte by byte.
    public static func dripping(_ body: [UInt8], every pause: Duration) -> Answer {
        let headers = [(name: "Content-Length", value: "\(body.count)")]
        return Answer(
            steps: [.send(head(200, headers))] + body.flatMap { [.pause(pause), .send([$0])] }
        )
    }

    /// Nothing, for as long as the client waits.
    public static let silence = Answer(steps: [.hold])

    /// A reset instead of an answer.
    public static let reset = Answer(steps: [.reset])

    /// The same answer after a time.
    public func after(_ pause: Duration) -> Answer {
        Answer(steps: [.pause(pause)] + steps)
    }

    // MARK: -

    private static func head(
        _ status: Int,
        _ headers: [(name: String, value: String)]
    ) -> [UInt8] {
        let lines = headers.map { "\($0.name): \($0.value)\r\n" }.joined()
        return Array("HTTP/1.1 \(status) Scripted\r\n\(lines)\r\n".utf8)
    }
}
