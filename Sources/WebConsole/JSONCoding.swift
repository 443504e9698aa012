import EarshotModel
import Foundation
import HTTPTypes
import Hummingbird

/// How the API writes and reads JSON: snake_case, sorted keys.
enum JSONCoding {
    static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }

    /// A JSON answer; a record's version becomes its ETag.
    static func response(
        _ value: some Encodable,
        status: HTTPResponse.Status = .ok,
        version: Int? = nil
    ) throws -> Response {
        var headers = HTTPFields()
        headers[.contentType] = "application/json; charset=utf-8"
        if let version { headers[.eTag] = "\"\(version)\"" }
        let bytes = try encoder.encode(value)
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    /// One page of a list, with where the next begins.
    static func page(_ rows: some Encodable & Sendable, next: String?, request: Request) throws
        -> Response
    {
        var response = try response(ListPage(data: rows, next: next))
        if let next, let link = HTTPField.Name("Link") {
            response.headers[link] = "<\(nextAddress(after: next, request))>; rel=\"next\""
        }
        return response
    }

    /// One page of a list that is at hand as a whole.
    ///
    /// The cursor names the last row and its place, so that the list goes on where that row stood
    /// when it is gone meanwhile.
    static func page<Row: Encodable & Sendable>(
        of rows: [Row],
        request: Request,
        id: (Row) -> String
    ) throws -> Response {
        let page = try PageRequest(request)
        let start = try page.position(of: id, in: rows)
        let shown = rows[start...].prefix(page.limit)
        let end = start + shown.count
        let next = end < rows.count ? shown.last.map { "\(id($0)).\(end)" } : nil
        return try Self.page(Array(shown), next: next, request: request)
    }

    /// One page of rows of which one more than the limit was read, to see whether more follow.
    static func page<Row: Encodable & Sendable>(
        ofOneTooMany rows: [Row],
        limit: Int,
        request: Request,
        id: (Row) -> String
    ) throws -> Response {
        let shown = Array(rows.prefix(limit))
        let next = rows.count > limit ? shown.last.map(id) : nil
        return try page(shown, next: next, request: request)
    }

    /// The request's own path and query, from another place on.
    private static func nextAddress(after next: String, _ request: Request) -> String {
        let kept = (request.uri.query ?? "").split(separator: "&").filter { pair in
            pair.split(separator: "=", omittingEmptySubsequences: false).first != "after"
        }
        let query = kept.joined(separator: "&")
        return request.uri.path + "?" + (query.isEmpty ? "" : query + "&") + "after=\(next)"
    }

    /// Reads a JSON body; a body that is none is a problem in words.
    ///
    /// Values of the model spell their own keys and are read with a plain `decoder`.
    static func body<Value: Decodable>(
        _ type: Value.Type,
        of request: Request,
        with decoder: JSONDecoder = JSONCoding.decoder
    ) async throws -> Value {
        let buffer = try await request.body.collect(upTo: ConsoleContext.bodyLimit)
        do {
            return try decoder.decode(type, from: Data(buffer.readableBytesView))
        } catch DecodingError.keyNotFound(let key, _) {
            throw Problem.invalid(key.stringValue, "missing")
        } catch DecodingError.dataCorrupted(let context), DecodingError.typeMismatch(
            _,
            let context
        ),
            DecodingError.valueNotFound(_, let context)
        {
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            throw Problem.invalid(path.isEmpty ? "body" : path, context.debugDescription)
        }
    }
}

private struct ListPage<Rows: Encodable>: Encodable {
    let data: Rows
    let next: String?

    enum CodingKeys: CodingKey {
        case data, next
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(data, forKey: .data)
        // The key stands there with null at the end of the list.
        try container.encode(next, forKey: .next)
    }
}

/// Where a page of a list begins, and how long it is.
struct PageRequest {
    /// The longest page.
    static let mostRows = 500

    /// The page's length when none is asked for.
    static let usualRows = 50

    let after: String?
    let limit: Int

    /// Reads `after` and `limit`; a longer page than `mostRows` is cut, nonsense is a problem.
    init(_ request: Request) throws {
        let query = request.uri.queryParameters
        after = query["after"].map(String.init)
        let wish = query["limit"].map(String.init) ?? "\(Self.usualRows)"
        guard let number = Int(wish), number > 0 else {
            throw Problem.invalid("limit", "write a number from 1 to \(Self.mostRows)")
        }
        limit = min(number, Self.mostRows)
    }

    /// The cursor as an id; a problem when it is none.
    func cursor<Record>() throws -> RecordID<Record>? {
        try after.map { text in
            guard let id = RecordID<Record>(text) else { throw Self.noCursor }
            return id
        }
    }

    /// The cursor as a place in the queue; a problem when it is none.
    func queuePosition() throws -> QueuePosition? {
        try after.map { text in
            guard let position = QueuePosition(text) else { throw Self.noCursor }
            return position
        }
    }

    /// Where in the rows the page begins.
    func position<Row>(of id: (Row) -> String, in rows: [Row]) throws -> Int {
        guard let after else { return 0 }
        guard let dot = after.lastIndex(of: "."),
            let place = Int(after[after.index(after: dot)...]), place > 0
        else { throw Self.noCursor }
        if let last = rows.firstIndex(where: { id($0) == after[..<dot] }) { return last + 1 }
        return min(place - 1, rows.count)
    }

    private static let noCursor = Problem.invalid("after", "this is no cursor of ours")
}

extension Request {
    /// The version in `If-Match`; `nil` without one, a problem when it is no ETag of ours.
    func expectedVersion() throws -> Int? {
        guard let text = headers[.ifMatch] else { return nil }
        let digits = text.trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
        guard let version = Int(digits) else {
            throw Problem.invalid("If-Match", "no ETag of ours")
        }
        return version
    }
}
