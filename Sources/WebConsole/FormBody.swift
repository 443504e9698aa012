import Foundation
import HTTPTypes
import Hummingbird

/// The fields of a form that a page sent.
struct FormBody {
    private let fields: [String: String]

    /// Reads an `application/x-www-form-urlencoded` body; of a repeated field the last counts.
    init(_ request: Request) async throws {
        guard request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true
        else {
            throw Problem(
                status: .unsupportedMediaType,
                code: "no-form",
                title: "This is no form"
            )
        }
        let buffer = try await request.body.collect(upTo: ConsoleContext.bodyLimit)
        var fields: [String: String] = [:]
        for pair in buffer.readableBytesView.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1)
            guard let name = parts.first else { continue }
            fields[Self.decoded(name)] = parts.count == 2 ? Self.decoded(parts[1]) : ""
        }
        self.fields = fields
    }

    /// The trimmed value of a field; empty when it is missing.
    subscript(name: String) -> String {
        (fields[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The value of a field as it was typed.
    func verbatim(_ name: String) -> String {
        fields[name] ?? ""
    }

    /// The version that the page showed; throws when the form does not say.
    var version: Int {
        get throws {
            guard let version = Int(self["version"]) else { throw Problem.versionNeeded }
            return version
        }
    }

    /// Throws unless the form comes from a page of this session.
    func checkOrigin(for caller: Caller) throws {
        guard case .member(_, let session?) = caller else { throw Problem.signInNeeded }
        guard Secret.areEqual(self["csrf"], session.formToken) else { throw Problem.foreignForm }
    }

    private static func decoded(_ bytes: some Sequence<UInt8>) -> String {
        var output: [UInt8] = []
        var rest = Array(bytes)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                output.append(UInt8(ascii: " "))
            } else if byte == UInt8(ascii: "%"), rest.count >= 2,
                rest.prefix(2).allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                output.append(value)
                rest.removeFirst(2)
            } else {
                output.append(byte)
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
