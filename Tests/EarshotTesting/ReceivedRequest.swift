/// One request as it came over the wire.
public struct ReceivedRequest: Sendable {
    /// The method, such as `GET`.
    public let method: String
    /// Path and query as the client wrote them.
    public let target: String
    /// The headers in their order.
    public let headers: [(name: String, value: String)]
    /// The body.
    public let body: [UInt8]
    /// The number of the connection that it came by, from 1.
    public let connection: Int

    /// The target without its query.
    public var path: String { String(target.prefix { $0 != "?" }) }

    /// The value of the first header of that name, in any case.
    public subscript(name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// Takes requests out of the bytes of one connection.
struct RequestReader {
    private let connection: Connection
    private var buffer: [UInt8] = []

    private static let longestHead = 1 << 20

    init(_ connection: Connection) {
        self.connection = connection
    }

    /// The next request; `nil` when the client has left or speaks something else.
    mutating func next() -> ReceivedRequest? {
        guard let head = readHead() else { return nil }
        let lines = head.split(separator: "\r\n")
        let words = lines.first?.split(separator: " ").map(String.init) ?? []
        guard words.count == 3 else { return nil }
        let headers = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count == 2 ? parts[1].drop { $0 == " " } : ""
            return (name: String(parts[0]), value: String(value))
        }
        func value(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name }?.value
        }
        if value("expect") == "100-continue" {
            _ = connection.send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        }
        guard let body = readBody(value("content-length").flatMap { Int($0) } ?? 0) else {
            return nil
        }
        return ReceivedRequest(
            method: words[0],
            target: words[1],
            headers: Array(headers),
            body: body,
            connection: connection.number
        )
    }

    private mutating func readHead() -> String? {
        let end = Array("\r\n\r\n".utf8)
        var searched = 0
        while true {
            let starts = searched..<max(searched, buffer.count - end.count + 1)
            if let start = starts.first(where: { buffer[$0...].starts(with: end) }) {
                let head = String(decoding: buffer[..<start], as: UTF8.self)
                buffer.removeFirst(start + end.count)
                return head
            }
            searched = starts.upperBound
            guard buffer.count < Self.longestHead, let more = connection.receive() else {
                return nil
            }
            buffer += more
        }
    }

    private mutating func readBody(_ length: Int) -> [UInt8]? {
        while buffer.count < length {
            guard let more = connection.receive() else { return nil }
            buffer += more
        }
        let body = Array(buffer.prefix(length))
        buffer.removeFirst(length)
        return body
    }
}
