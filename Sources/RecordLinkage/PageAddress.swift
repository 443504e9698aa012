import EarshotModel

/// A web address as far as it tells whose page it is: host and path, in their normal form.
///
/// Scheme, user, default port, query, fragment and empty path parts are dropped; case does not
/// matter, because no site has two people whose names differ in case alone.
struct PageAddress: Hashable {
    let host: String
    let path: [String]

    /// Reads an address with `http`, `https` or no scheme; `nil` for anything else.
    init?(_ text: String) {
        guard let rest = Self.withoutScheme(text.trimmingSpaces), rest.utf8.count <= Self.mostBytes
        else { return nil }
        let page = rest.prefix { $0 != "?" && $0 != "#" }
        var parts = page.split(separator: "/", omittingEmptySubsequences: false)
        let authority = parts.removeFirst()
        guard let host = Self.host(in: authority) else { return nil }
        self.host = host
        var path = parts.filter { !$0.isEmpty }.map { Self.decoded($0).lowercased() }
        if let last = path.last, Self.indexPages.contains(last) { path.removeLast() }
        self.path = path
    }

    init(host: String, path: [String]) {
        self.host = host
        self.path = path
    }

    /// Host and path as one key.
    var key: String { ([host] + path).joined(separator: "/") }

    /// This page and those above it, the nearest first; the last one is the host alone.
    func withAncestors(atMost count: Int) -> [PageAddress] {
        stride(from: path.count, through: 0, by: -1).prefix(count).map {
            PageAddress(host: host, path: Array(path[..<$0]))
        }
    }

    /// RFC 9110 section 4.1 asks for 8,000 bytes; a person's page has far fewer.
    private static let mostBytes = 2000
    private static let indexPages: Set<String> = ["index.html", "index.htm", "index.php"]

    private static func withoutScheme(_ text: Substring) -> Substring? {
        let lower = text.prefix(8).lowercased()
        for scheme in ["https://", "http://", "//"] where lower.hasPrefix(scheme) {
            return text.dropFirst(scheme.count)
        }
        // Without a scheme, what stands before a slash must be a host and no address of a person.
        let authority = text.prefix { $0 != "/" }
        return authority.contains("@") ? nil : text
    }

    private static func host(in authority: Substring) -> String? {
        let named = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let parts = named.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, var host = parts.first?.lowercased() else { return nil }
        if host.hasSuffix(".") { host.removeLast() }
        guard isHost(host) else { return nil }
        for prefix in ["www.", "m.", "mobile."] where host.hasPrefix(prefix) {
            let rest = host.dropFirst(prefix.count)
            if rest.contains(".") { host = String(rest) }
        }
        guard parts.count == 2, !["", "80", "443"].contains(parts[1]) else { return host }
        return parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }) && parts[1].utf8.count < 6
            ? "\(host):\(parts[1])" : nil
    }

    /// Whether text is a name of at least two labels (RFC 1035 section 2.3.1, and letters beyond
    /// it).
    static func isHost(_ text: String) -> Bool {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count > 1, text.utf8.count <= 253, let last = labels.last, last.count > 1,
            !last.allSatisfy({ (0x30...0x39).contains($0) })
        else { return false }
        return labels.allSatisfy { label in
            !label.isEmpty && label.count <= 63 && label.allSatisfy(isHostByte)
        }
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), 0x80...: true
        default: false
        }
    }

    /// Percent-encoded bytes as the text they mean; left alone where they mean none.
    private static func decoded(_ part: Substring) -> String {
        guard part.utf8.contains(UInt8(ascii: "%")) else { return String(part) }
        let bytes = Array(part.utf8)
        var decoded: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let byte = UInt8(
                    String(decoding: bytes[index + 1...index + 2], as: UTF8.self),
                    radix: 16
                )
            {
                decoded.append(byte)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }
}

extension StringProtocol where SubSequence == Substring {
    /// The text without white space at either end.
    var trimmingSpaces: Substring {
        let start = unicodeScalars.firstIndex { !$0.properties.isWhitespace } ?? endIndex
        guard let last = unicodeScalars.lastIndex(where: { !$0.properties.isWhitespace }) else {
            return self[endIndex..<endIndex]
        }
        return self[start..<unicodeScalars.index(after: last)]
    }
}
