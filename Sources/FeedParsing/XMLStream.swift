import CLibXML2

/// libxml2's push parser, which hands elements and text to a `FeedReader`.
///
/// It never sees anything but tags, text, character references and CDATA sections: `XMLRepair`
/// takes out everything else. It lives within one call on one thread.
final class XMLStream {
    private let context: xmlParserCtxtPtr
    private let reader: FeedReader

    /// Creates a parser; `nil` when there is no memory.
    init?(reader: FeedReader) {
        xmlInitParser()
        let user = Unmanaged.passUnretained(reader).toOpaque()
        guard let context = earshotNewPushParser(user, startElement, endElement, characters) else {
            return nil
        }
        self.context = context
        self.reader = reader
    }

    deinit {
        earshotFreePushParser(context)
    }

    /// Parses the next piece of the document, well-formed UTF-8.
    func push(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { piece in
            let start = piece.baseAddress?.assumingMemoryBound(to: CChar.self)
            _ = xmlParseChunk(context, start, Int32(clamping: piece.count), 0)
        }
    }

    /// Tells the parser that the document ends here.
    func finish() {
        _ = xmlParseChunk(context, nil, 0, 1)
    }
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
