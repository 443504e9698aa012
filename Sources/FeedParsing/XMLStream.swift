import CLibXML2

/// libxml2's push parser, which hands elements and text to a reader.
///
/// It never sees anything but tags, text, character references and CDATA sections: `XMLRepair`
/// takes out everything else. It lives within one call on one thread.
final class XMLStream {
    private let context: xmlParserCtxtPtr
    /// Kept for as long as the parser may call it.
    private let reader: AnyObject

    /// Creates a parser; `nil` when there is no memory.
    convenience init?(reader: FeedReader) {
        self.init(for: reader, startElement, endElement, characters)
    }

    /// Creates a parser whose calls go to a reader of the same class that the callbacks expect.
    init?(
        for reader: AnyObject,
        _ start: startElementNsSAX2Func,
        _ end: endElementNsSAX2Func,
        _ text: charactersSAXFunc?
    ) {
        xmlInitParser()
        let user = Unmanaged.passUnretained(reader).toOpaque()
        guard let context = earshotNewPushParser(user, start, end, text) else { return nil }
        self.context = context
        self.reader = reader
    }

    deinit {
        earshotFreePushParser(context)
    }

    /// Parses the next piece of the document, well-formed UTF-8.
    ///
    /// libxml2 gives up when more than 10 MB wait for it, so a long piece goes in parts.
    func push(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { piece in
            var rest = piece[...]
            while !rest.isEmpty {
                let part = rest[..<Self.partEnd(of: rest)]
                rest = rest[part.endIndex...]
                let start = UnsafeRawBufferPointer(rebasing: part).baseAddress
                _ = xmlParseChunk(
                    context,
                    start?.assumingMemoryBound(to: CChar.self),
                    Int32(part.count),
                    0
                )
            }
        }
    }

    /// Where the first part ends, which is not within a character.
    private static func partEnd(of rest: Slice<UnsafeRawBufferPointer>) -> Int {
        guard rest.count > longestPart else { return rest.endIndex }
        var end = rest.startIndex + longestPart
        while rest[end] & 0xC0 == 0x80, end > rest.startIndex + 1 { end -= 1 }
        return end
    }

    private static let longestPart = 1 << 16
}

private typealias CText = UnsafePointer<xmlChar>

private let startElement: startElementNsSAX2Func = {
    user,
    local,
    prefix,
    uri,
    _,
    _,
    count,
    _,
    raw in
    guard let user, let local else { return }
    let reader = Unmanaged<FeedReader>.fromOpaque(user).takeUnretainedValue()
    let attributes = ElementAttributes(raw: raw, count: Int(count))
    reader.start(RawName(local: local, prefix: prefix, namespace: uri), attributes)
}

private let endElement: endElementNsSAX2Func = { user, local, _, _ in
    guard let user, let local else { return }
    Unmanaged<FeedReader>.fromOpaque(user).takeUnretainedValue().end(local)
}

private let characters: charactersSAXFunc = { user, start, count in
    guard let user, let start, count > 0 else { return }
    let text = UnsafeBufferPointer(start: start, count: Int(count))
    Unmanaged<FeedReader>.fromOpaque(user).takeUnretainedValue().text(text)
}
