public import EarshotModel
import Foundation

/// How to listen at one kind of place: an address with gaps, and what fills them.
public struct FeedRecipe: Hashable, Sendable {
    /// Whether the entries of such a feed are about the brand.
    public enum Aboutness: String, CaseIterable, Sendable {
        /// Only entries that name the brand are mentions.
        case no
        /// A search for the brand: what it brings names the brand somewhere.
        case search
        /// Every entry is about the brand, named or not.
        case brand
    }

    /// A stable name for commands.
    public let id: String
    /// The name that people read.
    public let name: String
    /// The address with its gaps, such as `https://a.example/search?q={brand}`.
    public let template: String
    /// Addresses of pages, with gaps alike, that show which feed they have.
    public let pages: [String]
    /// The kind of place.
    public let kind: FeedKind
    /// Whether entries are about the brand.
    public let aboutness: Aboutness
    /// What must be known beyond the brand, and where to find it, by the name of the gap.
    public let needs: [String: String]
    /// When the address was asked last, or `documented`.
    public let checked: String
    /// What such a feed does not give.
    public let limits: String
    /// The address filled with an example.
    public let sample: String

    /// The gaps of the address, in its order, each once.
    public var gaps: [String] { Self.gaps(of: template) }

    /// The address, or `nil` where a value for a gap is missing or empty.
    ///
    /// Values are percent-encoded, except where a gap is the host: there only what may stand in a
    /// host name with a path is taken.
    public func address(_ values: [String: String]) -> String? {
        var address = template
        for gap in gaps {
            guard let value = values[gap], !value.isEmpty else { return nil }
            guard let encoded = Self.encoded(value, isHost: template.contains("://{\(gap)}")) else {
                return nil
            }
            address = address.replacing("{\(gap)}", with: encoded)
        }
        return address
    }

    /// The feed of a page, when the page is one that this recipe knows.
    public func address(ofPage page: String) -> String? {
        for pattern in pages {
            guard let values = Self.values(of: page, matching: pattern) else { continue }
            if let address = address(values) { return address }
        }
        return nil
    }

    // MARK: -

    static func gaps(of template: String) -> [String] {
        var seen: Set<String> = []
        return template.split(separator: "{").dropFirst()
            .compactMap { piece in piece.firstIndex(of: "}").map { String(piece[..<$0]) } }
            .filter { seen.insert($0).inserted }
    }

    private static func encoded(_ value: String, isHost: Bool) -> String? {
        guard isHost else { return value.addingPercentEncoding(withAllowedCharacters: unreserved) }
        let isPlain = value.unicodeScalars.allSatisfy { hostLetters.contains($0) }
        return isPlain ? value : nil
    }

    /// What needs no encoding anywhere (RFC 3986, 2.3).
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )
    private static let hostLetters = unreserved.union(CharacterSet(charactersIn: ":/"))

    /// What stands in the gaps of a pattern; a gap ends at `/`, `?`, `#` and, in a host, at `.`.
    private static func values(of page: String, matching pattern: String) -> [String: String]? {
        var values: [String: String] = [:]
        var rest = Substring(page.hasSuffix("/") ? String(page.dropLast()) : page)
        var pieces = pattern[...]
        while let start = pieces.firstIndex(of: "{"), let end = pieces[start...].firstIndex(of: "}")
        {
            let fixed = pieces[..<start]
            guard rest.lowercased().hasPrefix(fixed.lowercased()) else { return nil }
            rest = rest.dropFirst(fixed.count)
            let following = pieces[end...].dropFirst().first
            let value = rest.prefix { !"/?#".contains($0) && !(following == "." && $0 == ".") }
            guard !value.isEmpty else { return nil }
            values[String(pieces[start..<end].dropFirst())] = value.removingPercentEncoding
            rest = rest.dropFirst(value.count)
            pieces = pieces[end...].dropFirst()
        }
        return rest.lowercased() == pieces.lowercased() ? values : nil
    }
}

/// A site that offers no feed, and what works there instead.
public struct FeedlessSite: Hashable, Sendable {
    /// The name that people read.
    public let name: String
    /// What to do instead.
    public let instead: String
}
