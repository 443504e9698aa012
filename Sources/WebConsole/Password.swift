import Crypto
import CryptoExtras
import Foundation

/// Passwords, kept as scrypt hashes (RFC 7914).
enum Password {
    /// The fewest characters; NIST SP 800-63B asks for no rule beside a length.
    static let leastLength = 8
    /// The most characters that are hashed.
    static let mostLength = 256

    /// Work factors: 32 MiB and some tens of milliseconds for each try.
    private static let rounds = 1 << 15
    private static let blockSize = 8
    private static let outputLength = 32

    /// The hash to keep: `scrypt$N$r$salt$key`, the last two in base64.
    static func hash(_ password: String) throws -> String {
        let salt = SymmetricKey(size: .bits128).withUnsafeBytes(Array.init)
        let key = try derive(password, salt, rounds: rounds, blockSize: blockSize)
        return "scrypt$\(rounds)$\(blockSize)$\(Data(salt).base64EncodedString())"
            + "$\(Data(key).base64EncodedString())"
    }

    /// Whether the password fits the hash; without a hash it takes as long and says no.
    static func matches(_ password: String, hash: String?) throws -> Bool {
        let parts = (hash ?? "").split(separator: "$").map(String.init)
        guard parts.count == 5, parts[0] == "scrypt", let rounds = Int(parts[1]),
            let blockSize = Int(parts[2]), let salt = Data(base64Encoded: parts[3])
        else {
            _ = try derive(
                password,
                [UInt8](repeating: 0, count: 16),
                rounds: Self.rounds,
                blockSize: 8
            )
            return false
        }
        let key = try derive(password, [UInt8](salt), rounds: rounds, blockSize: blockSize)
        return Secret.areEqual(Data(key).base64EncodedString(), parts[4])
    }

    private static func derive(
        _ password: String,
        _ salt: [UInt8],
        rounds: Int,
        blockSize: Int
    ) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.precomposedStringWithCompatibilityMapping.utf8),
            salt: salt,
            outputByteCount: outputLength,
            rounds: rounds,
            blockSize: blockSize,
            parallelism: 1,
            maxMemory: 64 * 1_048_576
        )
        return key.withUnsafeBytes(Array.init)
    }
}
