/// The parts of a URI reference (RFC 3986, section 4.1), and how relative ones become absolute.
struct URIReference {
    var scheme: [UInt8]?
    var authority: [UInt8]?
    var path: [UInt8]
    var query: [UInt8]?
    var fragment: [UInt8]?

    /// Takes a reference apart; blanks at both ends and line ends within are left out.
    init(_ text: String) {
        let raw = Array(text.utf8)
        var rest = raw[raw.trimmed(0..<raw.count)].filter { $0 >= 0x20 }[...]
        if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
            fragment = Array(rest[(hash + 1)...])
            rest = rest[..<hash]
        }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            query = Array(rest[(mark + 1)...])
            rest = rest[..<mark]
        }
        if let end = Self.schemeEnd(in: rest) {
            scheme = rest[..<end].map(\.asciiLowercased)
            rest = rest[(end + 1)...]
        }
        if rest.starts(with: [0x2F, 0x2F]) {
            let host = rest.dropFirst(2)
            let end = host.firstIndex(of: UInt8(ascii: "/")) ?? host.endIndex
            authority = Array(host[..<end])
            rest = host[end...]
        }
        path = Array(rest)
    }

    /// Whether it begins with a scheme.
    var isAbsolute: Bool { scheme != nil }

    /// The reference as text.
    var text: String {
        var bytes: [UInt8] = []
        if let scheme { bytes += scheme + [UInt8(ascii: ":")] }
        if let authority { bytes += [0x2F, 0x2F] + authority }
        bytes += path
        if let query { bytes += [UInt8(ascii: "?")] + query }
        if let fragment { bytes += [UInt8(ascii: "#")] + fragment }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What the reference means on a page of that address (RFC 3986, section 5.2.2).
    func resolved(against base: URIReference) -> URIReference {
        guard scheme == nil else { return self }
        var target = self
        target.scheme = base.scheme
        guard authority == nil else { return target }
        target.authority = base.authority
        if path.isEmpty {
            target.path = base.path
            target.query = query ?? base.query
        } else if path.first == 0x2F {
            target.path = Self.withoutDots(path)
        } else {
            target.path = Self.withoutDots(base.directory + path)
        }
        return target
    }

    /// A reference as an absolute address, if a base is at hand; as it is, otherwise.
    static func resolved(_ reference: String, against base: String?) -> String {
        if hasCommonScheme(reference) { return reference }
        let address = URIReference(reference)
        guard !address.isAbsolute, let base, base.utf8.count <= longestBase else {
            return address.text
        }
        let baseAddress = URIReference(base)
        guard baseAddress.isAbsolute, baseAddress.authority != nil else { return address.text }
        return address.resolved(against: baseAddress).text
    }

    /// Whether a scheme stands first; a quick answer for nearly every address in a feed.
    static func hasCommonScheme(_ text: String) -> Bool {
        text.hasPrefix("https://") || text.hasPrefix("http://")
    }

    // MARK: -

    /// No site's address is longer; every relative address would grow by a longer one.
    private static let longestBase = 2048

    private var directory: [UInt8] {
        guard let slash = path.lastIndex(of: 0x2F) else { return authority == nil ? [] : [0x2F] }
        return Array(path[...slash])
    }

    private static func schemeEnd(in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.first, first.isASCIILetter else { return nil }
        let end = bytes.firstIndex { byte in
            !(byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "+")
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "."))
        }
        guard let end, bytes[end] == UInt8(ascii: ":") else { return nil }
        return end
    }

    /// RFC 3986, section 5.2.4.
    private static func withoutDots(_ path: [UInt8]) -> [UInt8] {
        let segments = path.split(separator: 0x2F, omittingEmptySubsequences: false)
        var kept: [ArraySlice<UInt8>] = []
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            if segment.elementsEqual([0x2E]) {
                if isLast { kept.append([]) }
            } else if segment.elementsEqual([0x2E, 0x2E]) {
                if kept.count > 1 { kept.removeLast() }
                if isLast { kept.append([]) }
            } else {
                kept.append(segment)
            }
        }
        return Array(kept.joined(separator: [0x2F]))
    }
}
