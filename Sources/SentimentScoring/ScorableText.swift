public import EarshotModel

/// What the scorer reads of one mention, and whom the opinion is sought about.
public struct ScorableText: Hashable, Sendable {
    /// The entry's title; may be empty.
    public let title: String
    /// The entry's text; may be empty.
    public let text: String
    /// The language as a BCP 47 tag, when it is known; else it is guessed.
    public let language: String?
    /// The language that the entry or its feed names, which the guess takes into account.
    public let languageHint: String?
    /// The kind of place it comes from, when it comes from a feed.
    public let feedKind: FeedKind?
    /// Where the brand is named; these words are never opinion words.
    public let brandSpans: [TextSpan]
    /// A name to look for instead of spans, for texts that no detector has read.
    public let target: String?
    /// Whether the whole entry is about the brand, named or not.
    public let isAbout: Bool

    /// Creates a text to score; spans that do not fit the texts are ignored.
    public init(
        title: String = "",
        text: String,
        language: String? = nil,
        languageHint: String? = nil,
        feedKind: FeedKind? = nil,
        brandSpans: [TextSpan] = [],
        target: String? = nil,
        isAbout: Bool = false
    ) {
        self.title = title
        self.text = text
        self.language = language
        self.languageHint = languageHint
        self.feedKind = feedKind
        self.brandSpans = brandSpans
        self.target = target
        self.isAbout = isAbout
    }
}

extension ScorableText {
    /// Title and text without the brand's names, which belong to no language.
    var withoutNames: String {
        without(brandSpans.filter { $0.field == .title }, title) + "\n"
            + without(brandSpans.filter { $0.field == .text }, text)
    }

    private func without(_ spans: [TextSpan], _ whole: String) -> String {
        var rest: [UInt8] = []
        var position = 0
        let bytes = Array(whole.utf8)
        for span in spans.sorted(by: { $0.start < $1.start }) {
            guard span.start >= position, span.end <= bytes.count else { continue }
            rest += bytes[position..<span.start]
            rest.append(UInt8(ascii: " "))
            position = span.end
        }
        return String(decoding: rest + bytes[position...], as: UTF8.self)
    }
}
