/// Where a `FeedReader` is in the document.
extension FeedReader {
    /// An element that is open, outside of texts and values.
    struct Frame {
        let place: Place
        let meaning: Meaning
        let base: String?
        let language: String?
    }

    /// A text or a value that is being read.
    struct Capture {
        let place: Place
        let meaning: Meaning
        let attributes: [Attribute]
        let base: String?
        var kind: TextConstruct.Kind?
        var depth = 0
        /// The depth of a wrapping `div` that is no part of the content (RFC 4287, 3.1.1.3).
        var wrapper: Int?
        let mayHaveWrapper: Bool
    }
}

extension FeedReader.Frame {
    /// The frame of a child that does not matter.
    var skipping: FeedReader.Frame {
        FeedReader.Frame(place: .skipped, meaning: .skip, base: base, language: language)
    }

    /// The frame of a second outermost element, or of one that begins no feed.
    static var outside: FeedReader.Frame {
        FeedReader.Frame(place: .skipped, meaning: .skip, base: nil, language: nil)
    }
}
