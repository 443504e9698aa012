import Foundation
import Testing

/// A message taken apart as its reader would, without the help of the code that wrote it.
struct ReadMessage {
    /// The lines of the headers, as they stand.
    let headLines: [String]
    /// The headers, unfolded, in their order.
    let headers: [(name: String, value: String)]
    /// The text, with line ends as they came.
    let text: String

    init(_ bytes: [UInt8]) throws {
        let whole = String(decoding: bytes, as: UTF8.self)
        let end = try #require(whole.range(of: "\r\n\r\n"))
        headLines = whole[..<end.lowerBound].components(separatedBy: "\r\n")
        let unfolded = whole[..<end.lowerBound].replacingOccurrences(of: "\r\n ", with: " ")
        headers = try unfolded.components(separatedBy: "\r\n").map { line in
            let colon = try #require(line.range(of: ": "))
            return (String(line[..<colon.lowerBound]), String(line[colon.upperBound...]))
        }
        let body = whole[end.upperBound...].replacingOccurrences(of: "\r\n", with: "")
        let data = try #require(Data(base64Encoded: body))
        text = String(decoding: data, as: UTF8.self)
    }

    subscript(name: String) -> String? {
        headers.first { $0.name == name }?.value
    }

    /// A value with its encoded words read (RFC 2047); blanks between two of them go.
    static func decoded(_ value: String) throws -> String {
        var bytes: [UInt8] = []
        for word in value.split(separator: " ") where word.hasPrefix("=?") {
            let parts = word.components(separatedBy: "?")
            try #require(parts.count == 5 && parts[1] == "utf-8" && parts[2] == "B")
            let piece = [UInt8](try #require(Data(base64Encoded: parts[3])))
            // Each word holds whole characters.
            try #require(String(validating: piece, as: UTF8.self) != nil)
            bytes += piece
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
