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
            let path = request.uri.path
            response.headers[link] = "<\(path)?after=\(next)>; rel=\"next\""
        }
        return response
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

    let after: String?
    let limit: Int

    init(_ request: Request) {
        let query = request.uri.queryParameters
        after = query["after"].map(String.init)
        let wish = query["limit"].flatMap { Int($0) } ?? 50
        limit = min(max(wish, 1), Self.mostRows)
    }
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
