import Crypto

/// The fingerprint of a version's content.
enum ContentHash {
    /// SHA-256 of the text's UTF-8 in hexadecimal digits.
    static func hex(of text: String) -> String {
        hex(SHA256.hash(data: Array(text.utf8)))
    }

    /// SHA-256 of the bytes.
    static func bytes(of data: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: data))
    }

    /// HMAC-SHA-256 of the text's UTF-8 in hexadecimal digits: nobody without the key can guess it.
    static func hex(of text: String, keyedBy key: [UInt8]) -> String {
        hex(
            HMAC<SHA256>.authenticationCode(
                for: Array(text.utf8),
                using: SymmetricKey(data: key)
            )
        )
    }

    /// Random bytes from the system's generator.
    static func randomBytes(_ count: Int) -> [UInt8] {
        SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes(Array.init)
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
