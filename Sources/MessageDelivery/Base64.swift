import Foundation

/// Base64 as mail uses it (RFC 4648).
enum Base64 {
    /// The longest line of an encoded body (RFC 2045 section 6.8).
    private static let lineLength = 76

    static func text(of bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
    }

    /// The bytes in lines that each end with CR LF.
    static func lines(of bytes: [UInt8]) -> String {
        var lines = ""
        var rest = text(of: bytes)[...]
        while !rest.isEmpty {
            lines += rest.prefix(lineLength) + "\r\n"
            rest = rest.dropFirst(lineLength)
        }
        return lines
    }
}
