public import EarshotModel

/// What is the same for one story in its outlet's own feed and in the lists that relay no more than
/// its headline: the outlet's site and the headline.
///
/// Such lists name the outlet (RSS 2.0, `source`), add it to the title, and link to the story
/// through addresses of their own that tell nothing, or straight to the outlet. Contributions to
/// one discussion share site and title too, so that two entries are one story only where at least
/// one of them is relayed, and only when they were published about the same time.
public struct HeadlineKey: Hashable, Sendable {
    /// The key in 32 hexadecimal digits, the same on every machine and in every version.
    public let hash: String
    /// Whether the entry is relayed: its feed is not the outlet's own.
    public let isRelayed: Bool

    /// The key of an entry; `nil` without an outlet's site, or with too short a headline.
    public init?(of entry: Entry) {
        guard let site = Self.site(of: entry.outlet?.url ?? entry.link) else { return nil }
        let title = entry.outlet.map { Self.headline(entry.title, of: $0.name) } ?? entry.title
        let letters = Self.letters(of: title)
        guard letters.unicodeScalars.count >= Self.fewestLetters else { return nil }
        hash = StableHash.hex(of: Array("\(site)\0\(letters)".utf8))
        isRelayed = entry.outlet != nil
    }

    // MARK: -

    /// Shorter headlines ("Update", "Open thread") stand over many stories.
    private static let fewestLetters = 12

    /// What stands between a headline and the outlet's name; one of the last few.
    private static let marks: Set<Character> = ["-", "–", "—", "|", "·", "»", "•"]
    private static let mostMarks = 8

    /// Names before a domain that do not make another site.
    private static let subsites: Set<String> = [
        "www", "m", "amp", "mobile", "feeds", "rss", "feed",
    ]

    private static func site(of address: String?) -> String? {
        guard let authority = address.flatMap({ URIReference($0).authority }) else { return nil }
        let bytes = authority.split(separator: UInt8(ascii: "@")).last ?? []
        let host = bytes.prefix { $0 != UInt8(ascii: ":") }.map(\.asciiLowercased)
        let labels = String(decoding: host, as: UTF8.self).split(separator: ".")
        let kept = labels.drop { subsites.contains(String($0)) }
        return kept.count > 1 ? kept.joined(separator: ".") : nil
    }

    /// The title without the outlet's name behind a dash or a bar; the name may hold some itself.
    private static func headline(_ title: String, of outlet: String) -> String {
        let name = letters(of: outlet)
        let places = title.indices.filter { marks.contains(title[$0]) }.suffix(mostMarks)
        let end = places.first { letters(of: String(title[$0...])) == name }
        return end.map { String(title[..<$0]) } ?? title
    }

    /// The letters and digits in small letters: outlets and lists set quotes and dashes as they
    /// please.
    private static func letters(of text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars
        where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
            kept.append(scalar)
        }
        return String(kept)
    }
}
