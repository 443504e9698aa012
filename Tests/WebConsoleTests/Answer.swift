import Foundation

/// What the console answered, with what tests ask of it.
struct Answer {
    let status: Int
    let headers: [(name: String, value: String)]
    let body: [UInt8]

    /// The first value of a header.
    subscript(header: String) -> String? {
        headers.first { $0.name.lowercased() == header.lowercased() }?.value
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as a JSON object.
    func object() throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(body))
        guard let object = value as? [String: Any] else { throw FixtureError(what: text) }
        return object
    }

    /// The rows of a list.
    func rows() throws -> [[String: Any]] {
        guard let rows = try object()["data"] as? [[String: Any]] else {
            throw FixtureError(what: text)
        }
        return rows
    }

    /// The cursor of the next page.
    func next() throws -> String? {
        try object()["next"] as? String
    }

    /// The code of a problem document, when it is one with this answer's status.
    var problem: String? {
        guard self["Content-Type"] == "application/problem+json", let object = try? object(),
            object["status"] as? Int == status, let type = object["type"] as? String,
            object["title"] is String, type.hasPrefix("/problems/")
        else { return nil }
        return String(type.dropFirst("/problems/".count))
    }
}
