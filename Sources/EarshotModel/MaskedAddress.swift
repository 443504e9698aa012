/// A feed's address as it may be shown: what looks like a secret is replaced by `***`.
///
/// Secrets stand in the user and password, in query values and fragments by their name or by
/// their look, and in path segments that look made by chance, such as those of Google Alerts.
/// Whoever fetches uses the whole address.
public struct MaskedAddress: Hashable, Sendable, CustomStringConvertible {
    /// The address without its secrets.
    public let description: String
    /// Whether anything was replaced.
    public let hidesSomething: Bool

    /// Masks an address; text that is no address with a host is treated alike, as far as it goes.
    public init(_ address: String) {
        var parts = Parts(address)
        parts.mask()
        description = parts.text
        hidesSomething = description != address
    }

    /// What stands for a secret.
    static let mask = "***"
}

/// The pieces of an address, each of which may hold a secret.
private struct Parts {
    let beginning: String
    var authority: String
    var path: String
    var query: String?
    var fragment: String?

    init(_ address: String) {
        var rest = address[...]
        fragment = Self.cut(&rest, at: "#")
        query = Self.cut(&rest, at: "?")
        // By scalars and not by characters: a combining mark must not hide a separator.
        let scalars = rest.unicodeScalars
        let slashes = scalars.indices.first { scalars[$0...].starts(with: "://".unicodeScalars) }
        guard let slashes else {
            (beginning, authority, path) = ("", "", String(rest))
            return
        }
        let host = scalars.index(slashes, offsetBy: 3)
        let end = scalars[host...].firstIndex(of: "/") ?? scalars.endIndex
        beginning = String(rest[..<host])
        authority = String(rest[host..<end])
        path = String(rest[end...])
    }

    var text: String {
        beginning + authority + path + (query.map { "?" + $0 } ?? "")
            + (fragment.map { "#" + $0 } ?? "")
    }

    mutating func mask() {
        if let at = authority.unicodeScalars.lastIndex(of: "@") {
            authority = MaskedAddress.mask + authority[at...]
        }
        path = maskedPath()
        query = query.map(Self.maskedPairs)
        fragment = fragment.map(Self.maskedPairs)
    }

    // MARK: -

    private static func cut(_ rest: inout Substring, at mark: Unicode.Scalar) -> String? {
        guard let place = rest.unicodeScalars.firstIndex(of: mark) else { return nil }
        let after = rest.unicodeScalars.index(after: place)
        defer { rest = rest[..<place] }
        return String(rest[after...])
    }

    private func maskedPath() -> String {
        var segments = Self.split(path, at: "/")
        // Google Alerts: the numbers behind /alerts/feeds are all that protects the feed.
        let isAlert = segments.starts(with: ["", "alerts", "feeds"])
        for (index, segment) in segments.enumerated() {
            let isNumber = !segment.isEmpty && segment.utf8.allSatisfy(\.isDigit)
            if SecretLook.isSecret(segment) || isAlert && isNumber {
                segments[index] = MaskedAddress.mask
            }
        }
        return segments.joined(separator: "/")
    }

    /// Masks the values of `name=value` pairs; a piece without a name is judged by its look.
    private static func maskedPairs(_ text: String) -> String {
        let pairs = split(text, at: "&").map { pair in
            guard let equals = pair.unicodeScalars.firstIndex(of: "=") else {
                return (name: String?.none, value: pair)
            }
            let after = pair.unicodeScalars.index(after: equals)
            return (name: String(pair[..<equals]), value: String(pair[after...]))
        }
        var secrets = pairs.map { name, value in
            name.map { SecretLook.isSecret(value, named: $0) } ?? SecretLook.isSecret(value)
        }
        // Reddit and others: the user's name belongs to the token that stands beside it.
        if secrets.contains(true) {
            for (index, pair) in pairs.enumerated() where pair.name?.lowercased() == "user" {
                secrets[index] = true
            }
        }
        return zip(pairs, secrets).map { pair, isSecret in
            let value = isSecret && !pair.value.isEmpty ? MaskedAddress.mask : pair.value
            return pair.name.map { $0 + "=" + value } ?? value
        }.joined(separator: "&")
    }

    private static func split(_ text: String, at mark: Unicode.Scalar) -> [String] {
        text.unicodeScalars.split(separator: mark, omittingEmptySubsequences: false).map(
            String.init
        )
    }
}

/// Tells what looks like a secret from what people write.
private enum SecretLook {
    /// Names whose values are secret whatever they look like.
    private static let names: Set<String> = [
        "auth", "code", "k", "pass", "passwd", "pwd", "session", "sid", "sig",
    ]
    private static let endings = [
        "token", "key", "secret", "password", "signature", "credential", "credentials", "auth",
    ]
    /// Names whose values are public although they look made by chance.
    private static let publicNames: Set<String> = ["channel_id", "playlist_id"]

    static func isSecret(_ value: String, named name: String) -> Bool {
        let name = name.lowercased()
        if publicNames.contains(name) { return false }
        let letters = String(name.unicodeScalars.filter { ("a"..."z").contains($0) })
        return names.contains(letters) || endings.contains { letters.hasSuffix($0) }
            || isSecret(value)
    }

    /// Whether a text looks made by chance: a long number, a hash, an identifier, a random word.
    static func isSecret(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let runs = bytes.split { !$0.isAlphanumeric }
        return runs.contains(where: isRandom) || isHash(bytes.filter { $0 != UInt8(ascii: "-") })
    }

    /// 128 bits or more in hexadecimal digits, as UUID and MD5 are written.
    private static func isHash(_ bytes: [UInt8]) -> Bool {
        let digits = bytes.prefix { $0.isHexadecimal }
        return digits.count >= 32 && digits.contains(where: \.isDigit)
    }

    /// A run of letters and digits that nobody writes: digits strewn among the letters, capitals
    /// among the small letters, or more digits than a date and a number have.
    ///
    /// A word's capital at its start counts for nothing, so that `LikeThisName2026` is none.
    private static func isRandom(_ run: ArraySlice<UInt8>) -> Bool {
        let digits = run.count(where: \.isDigit)
        if digits == run.count { return run.count >= 16 }
        let changes = zip(run, run.dropFirst()).count { before, after in
            before.kind != after.kind && (before.kind, after.kind) != (.capital, .small)
        }
        return run.count >= 16 && changes >= 5
    }
}

extension UInt8 {
    fileprivate enum Kind { case digit, small, capital, other }

    fileprivate var kind: Kind {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case UInt8(ascii: "a")...UInt8(ascii: "z"): .small
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): .capital
        default: .other
        }
    }

    fileprivate var isDigit: Bool { kind == .digit }
    fileprivate var isAlphanumeric: Bool { kind != .other }
    fileprivate var isHexadecimal: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
            || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(self)
    }
}
