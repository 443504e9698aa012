import EarshotModel

/// JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).
struct JSONFeed {
    private let reader: FeedReader
    private var scanner: JSONScanner

    /// Where the document's object begins; `nil` when it is no JSON.
    static func start(in document: [UInt8]) -> Int? {
        let start = document.firstIndex { !$0.isASCIISpace && $0 != 0 }
        guard let start, document[start] == UInt8(ascii: "{") else { return nil }
        return start
    }

    init(_ document: [UInt8], from start: Int, reader: FeedReader) {
        self.reader = reader
        scanner = JSONScanner(document, from: start, depthLimit: reader.limits.depth)
    }

    /// Reads the document; `nil` when it is no feed, or cut before its first entry is complete.
    mutating func feed() -> ParsedFeed? {
        reader.begin(.json)
        var isFeed = false
        let reader = reader
        scanner.members { scanner, name in
            if Self.member(name, &scanner, reader) { isFeed = true }
        }
        if scanner.isCut { reader.warn(.unclosed) }
        guard isFeed, let feed = reader.finished() else { return nil }
        return scanner.isCut && feed.entries.isEmpty ? nil : feed
    }

    // MARK: - The feed

    /// Reads one member of the feed; whether it is one that only feeds have.
    private static func member(
        _ name: String,
        _ scanner: inout JSONScanner,
        _ reader: FeedReader
    ) -> Bool {
        switch name {
        case "version": return scanner.text()?.contains("jsonfeed.org") ?? false
        case "title": reader.feed.title = construct(&scanner, .plain, reader)
        case "description": reader.feed.summary = construct(&scanner, .plain, reader)
        case "home_page_url": reader.feed.homepage = address(&scanner, reader)
        case "feed_url": reader.feed.address = address(&scanner, reader)
        case "language":
            reader.feed.language = scanner.text().flatMap(LanguageTag.normalised)
        case "author", "authors":
            persons(&scanner, reader) { reader.feed.add($0, to: \.authors) }
        case "hubs":
            scanner.elements { scanner in
                scanner.members { scanner, name in
                    guard name == "url", let hub = address(&scanner, reader) else { return }
                    reader.feed.add(hub: hub)
                }
            }
        case "items":
            guard scanner.peek() == UInt8(ascii: "[") else { return false }
            scanner.elements { entry(&$0, reader) }
            return true
        default: break
        }
        return false
    }

    /// Reads one entry, which counts only when all of it is there.
    private static func entry(_ scanner: inout JSONScanner, _ reader: FeedReader) {
        guard !reader.isFull, scanner.peek() == UInt8(ascii: "{") else { return }
        reader.beginEntry()
        var text: TextConstruct?
        scanner.members { scanner, name in
            if name == "content_text" {
                text = construct(&scanner, .plain, reader)
            } else {
                entryMember(name, &scanner, reader)
            }
        }
        if reader.entry.content == nil { reader.entry.content = text }
        if !scanner.isCut { reader.endEntry() }
    }

    private static func entryMember(
        _ name: String,
        _ scanner: inout JSONScanner,
        _ reader: FeedReader
    ) {
        switch name {
        case "id": reader.entry.guid = scanner.bytesOfText()?.trimmedText
        case "url": reader.entry.link = address(&scanner, reader)
        case "external_url": reader.entry.externalLink = address(&scanner, reader)
        case "title": reader.entry.title = construct(&scanner, .plain, reader)
        case "summary": reader.entry.summary = construct(&scanner, .plain, reader)
        case "content_html": reader.entry.content = construct(&scanner, .html, reader)
        case "date_published": reader.entry.published = date(&scanner)
        case "date_modified": reader.entry.updated = date(&scanner)
        case "language":
            reader.entry.language = scanner.text().flatMap(LanguageTag.normalised)
        case "author", "authors":
            persons(&scanner, reader) { reader.entry.add($0, to: \.authors) }
        case "tags":
            scanner.elements { scanner in
                guard let tag = scanner.bytesOfText()?.trimmedText else { return }
                reader.entry.add(tag: tag)
            }
        case "attachments":
            scanner.elements { attachment(&$0, reader).map { reader.entry.add($0) } }
        default: break
        }
    }

    // MARK: - Parts

    private static func construct(
        _ scanner: inout JSONScanner,
        _ kind: TextConstruct.Kind,
        _ reader: FeedReader
    ) -> TextConstruct? {
        guard var bytes = scanner.bytesOfText(), !bytes.isBlank else { return nil }
        if bytes.count > reader.limits.fieldBytes {
            reader.warn(.fieldCut(limit: reader.limits.fieldBytes))
            bytes.cut(after: reader.limits.fieldBytes)
        }
        return TextConstruct(bytes: bytes, kind: kind, base: reader.baseURL)
    }

    private static func address(_ scanner: inout JSONScanner, _ reader: FeedReader) -> String? {
        guard let reference = scanner.bytesOfText()?.trimmedText else { return nil }
        let address = URIReference.resolved(reference, against: reader.lent(reader.baseURL))
        return LinkSchemes.isHarmless(address) ? address : nil
    }

    private static func date(_ scanner: inout JSONScanner) -> Instant? {
        guard let bytes = scanner.bytesOfText() else { return nil }
        return FeedDate(bytes: Array(bytes[bytes.trimmed(0..<bytes.count)]))?.instant
    }

    /// People as version 1.1 lists them, as the single `author` of 1.0, or as a mere name.
    private static func persons(
        _ scanner: inout JSONScanner,
        _ reader: FeedReader,
        _ add: (EntryAuthor) -> Void
    ) {
        scanner.elements { scanner in
            if scanner.peek() == UInt8(ascii: "\"") {
                add(scanner.text().map(PersonText.author) ?? EntryAuthor())
                return
            }
            var person = PersonDraft()
            scanner.members { scanner, name in
                switch name {
                case "name": person.name = scanner.bytesOfText()?.trimmedText
                case "url": person.address = address(&scanner, reader)
                case "_email", "email": person.mail = scanner.bytesOfText()?.trimmedText
                default: break
                }
            }
            add(person.author)
        }
    }

    private static func attachment(
        _ scanner: inout JSONScanner,
        _ reader: FeedReader
    ) -> EntryAttachment? {
        var url: String?
        var mediaType: String?
        var size: Int?
        scanner.members { scanner, name in
            switch name {
            case "url": url = address(&scanner, reader)
            case "mime_type": mediaType = scanner.bytesOfText()?.trimmedText
            case "size_in_bytes": size = scanner.text().flatMap { Int($0) }
            default: break
            }
        }
        return url.map {
            EntryAttachment(url: $0, mediaType: mediaType, size: size.flatMap { $0 > 0 ? $0 : nil })
        }
    }
}
