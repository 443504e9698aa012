import Crypto

/// 256 random bits that prove something; the store keeps only their fingerprint.
struct Secret: Hashable, Sendable {
    /// The form in which it travels: 43 characters of base64url.
    let text: String

    /// Makes a new secret from the system's generator.
    init() {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes(Array.init)
        text = Self.base64url(bytes)
    }

    /// Takes a secret as somebody sent it; `nil` when it cannot be one.
    init?(_ text: String) {
        guard text.utf8.count == 43,
            text.utf8.allSatisfy({ Self.alphabet.contains($0) })
        else { return nil }
        self.text = text
    }

    /// SHA-256 of the text, under which the store knows it.
    var fingerprint: [UInt8] {
        Array(SHA256.hash(data: Array(text.utf8)))
    }

    /// The fingerprint of any text, in the secret's own alphabet.
    static func fingerprintText(of text: String) -> String {
        base64url(Array(SHA256.hash(data: Array(text.utf8))))
    }

    /// Whether two texts are equal, in a time that does not tell where they differ.
    static func areEqual(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )

    private static func base64url(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        var buffer = 0
        var bits = 0
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 6 {
                bits -= 6
                output.append(alphabet[buffer >> bits & 0x3F])
            }
        }
        if bits > 0 { output.append(alphabet[buffer << (6 - bits) & 0x3F]) }
        return String(decoding: output, as: UTF8.self)
    }
}
