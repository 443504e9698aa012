/// The formats a feed can be written in.
///
/// A further format is one file `<Format>Feed.swift` and a case here; one that is no XML has no
/// vocabulary.
public enum FeedFormat: String, CaseIterable, Sendable {
    /// RSS 2.0, and 0.91 to 0.94, which it grew out of.
    case rss
    /// RSS 1.0 and 0.90, which are RDF.
    case rdf
    /// Atom 1.0 (RFC 4287), and 0.3, which it grew out of.
    case atom
    /// JSON Feed 1.0 and 1.1.
    case json

    /// The format whose document begins with this element; `nil` when none does.
    init?(root: ElementName) {
        let format = Self.allCases.first { $0.vocabulary.roots.contains(root.text) }
        guard let format else { return nil }
        self = format
    }

    /// Whether a document may begin with an element of this local name, in small letters.
    static func mayBegin(with localName: String) -> Bool {
        rootNames.contains(localName)
    }

    /// What the format's elements mean.
    var vocabulary: Vocabulary {
        switch self {
        case .rss: RSSFeed.vocabulary
        case .rdf: RDFFeed.vocabulary
        case .atom: AtomFeed.vocabulary
        case .json: Vocabulary.none
        }
    }

    private static let rootNames = Set(
        allCases.flatMap(\.vocabulary.roots).map { root in
            String(root.split(separator: ":").last ?? Substring(root))
        }
    )
}
