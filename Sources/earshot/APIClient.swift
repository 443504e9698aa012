import CurlTransfer
import Foundation
import SettingsReading
import WebConsole

/// A request to the API, wherever it is answered.
struct APICall {
    var method = "GET"
    var path: String
    var query: [(String, String)] = []
    var body: JSONValue?
    var version: Int?

    /// A call that changes something, with the fields that it needs.
    static func post(_ path: String, _ fields: [String: JSONValue]) -> APICall {
        APICall(method: "POST", path: path, body: .object(fields))
    }

    /// Path and query as they stand in the request line.
    var target: String {
        var components = URLComponents()
        components.percentEncodedPath = "/api/v1" + path
        if !query.isEmpty {
            components.queryItems = query.map { URLQueryItem(name: $0.0, value: $0.1) }
            // A plus sign stands for a space in the eyes of many servers.
            let encoded = components.percentEncodedQuery?.replacing("+", with: "%2B")
            components.percentEncodedQuery = encoded
        }
        return components.string ?? "/api/v1"
    }

    /// Text that somebody typed as one segment of a path, whatever stands in it.
    static func segment(_ text: String) -> String {
        let escaped = text.utf8.map { byte in
            isUnreserved(byte)
                ? String(Unicode.Scalar(byte)) : String(format: "%%%02X", byte)
        }
        return escaped.joined()
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

/// The API's answer.
struct APIReply {
    let status: Int
    let headers: [(name: String, value: String)]
    let body: [UInt8]

    /// The body as JSON; `null` when it is empty or no JSON.
    var json: JSONValue {
        (try? JSONDecoder().decode(JSONValue.self, from: Data(body))) ?? .null
    }
}

/// Where the API is: behind a daemon's socket, at an address, or in this very process.
enum APIClient {
    case socket(path: String, CurlLoop)
    case server(address: String, token: String?, CurlLoop)
    case process(InProcessConsole)

    /// Sends a call; a problem that the API answers is thrown.
    func send(_ call: APICall, as member: String?) async throws -> APIReply {
        let reply = try await answer(to: call, as: member)
        guard reply.status < 400 else { throw APIProblem(reply) }
        return reply
    }

    /// Ends what the client needed: the store, or the connections.
    func close() async {
        switch self {
        case .socket(_, let loop), .server(_, _, let loop): loop.shutDown()
        case .process(let console): await console.close()
        }
    }

    // MARK: -

    private func answer(to call: APICall, as member: String?) async throws -> APIReply {
        let body = try call.body.map { [UInt8](try JSONEncoder().encode($0)) }
        var headers: [(name: String, value: String)] = [("Accept", "application/json")]
        if body != nil { headers.append(("Content-Type", "application/json")) }
        if let version = call.version { headers.append(("If-Match", "\"\(version)\"")) }
        if let member { headers.append(("Earshot-As", member)) }
        switch self {
        case .socket(let path, let loop):
            return try await loop.reply(
                to: call,
                at: "http://localhost",
                socket: path,
                headers,
                body
            )
        case .server(let address, let token, let loop):
            if let token { headers.append(("Authorization", "Bearer \(token)")) }
            return try await loop.reply(to: call, at: address, socket: nil, headers, body)
        case .process(let console):
            return await console.reply(to: call, headers, body)
        }
    }
}

/// A problem that the API answered (RFC 9457).
struct APIProblem: Error, CustomStringConvertible {
    let status: Int
    let code: String
    let description: String

    init(_ reply: APIReply) {
        status = reply.status
        let problem = reply.json
        code = problem["type"].cell.split(separator: "/").last.map(String.init) ?? ""
        let detail = problem["detail"].cell
        let title = problem["title"].cell
        let sentence = detail.isEmpty ? title : detail
        description = sentence.isEmpty ? "the server answered \(reply.status)" : sentence
    }
}
