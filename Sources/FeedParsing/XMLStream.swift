import CLibXML2

/// libxml2's push parser, which hands elements to a `FeedReader`, and the text between them.
///
/// It never sees anything but tags and the marks of text: `XMLRepair` takes out everything else. It
/// lives within one call on one thread.
final class XMLStream {
    private let reader: FeedReader
    private var context: xmlParserCtxtPtr?
    /// The text whose marks libxml2 has not come to yet.
    private var texts: [UInt8] = []
    private var textEnds: [Int] = []
    /// How many of these runs have been handed over, and the number of the first in the document.
    private var handedOver = 0
    private var firstRun = 0

    /// Creates a parser; `nil` when there is no memory.
    init?(reader: FeedReader) {
        self.reader = reader
        xmlInitParser()
        let user = Unmanaged.passUnretained(self).toOpaque()
        context = earshotNewPushParser(user, startElement, endElement, characters)
        guard context != nil else { return nil }
    }

    deinit {
        if let context { earshotFreePushParser(context) }
    }

    /// Parses the next piece of a document.
    func push(_ repair: XMLRepair) {
        let offset = texts.count
        texts.append(contentsOf: repair.texts)
        for end in repair.textEnds { textEnds.append(offset + end) }
        repair.output.withUnsafeBytes { piece in
            _ = xmlParseChunk(
                context,
                piece.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(piece.count),
                0
            )
        }
        forgetWhatWasHandedOver()
    }

    /// An element begins.
    fileprivate func start(_ name: RawName, _ attributes: ElementAttributes) {
        reader.start(name, attributes)
    }

    /// An element ends.
    fileprivate func end(_ local: UnsafePointer<UInt8>) {
        reader.end(local)
    }

    /// Marks of text come; a run whose mark did not come is passed over.
    fileprivate func text(_ marks: UnsafeBufferPointer<UInt8>) {
        for mark in marks {
            while handedOver < textEnds.count,
                XMLRepair.mark(ofRun: firstRun + handedOver) != mark
            {
                handedOver += 1
            }
            guard handedOver < textEnds.count else { return }
            let start = handedOver == 0 ? 0 : textEnds[handedOver - 1]
            let end = textEnds[handedOver]
            handedOver += 1
            texts.withUnsafeBufferPointer {
                reader.text(UnsafeBufferPointer(rebasing: $0[start..<end]))
            }
        }
    }

    private func forgetWhatWasHandedOver() {
        guard handedOver > 0 else { return }
        firstRun += handedOver
        guard handedOver < textEnds.count else {
            texts.removeAll(keepingCapacity: true)
            textEnds.removeAll(keepingCapacity: true)
            handedOver = 0
            return
        }
        let start = textEnds[handedOver - 1]
        texts.removeSubrange(..<start)
        textEnds.removeSubrange(..<handedOver)
        for index in textEnds.indices { textEnds[index] -= start }
        handedOver = 0
    }
}

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
    let stream = Unmanaged<XMLStream>.fromOpaque(user).takeUnretainedValue()
    let attributes = ElementAttributes(raw: raw, count: Int(count))
    stream.start(RawName(local: local, prefix: prefix, namespace: uri), attributes)
}

private let endElement: endElementNsSAX2Func = { user, local, _, _ in
    guard let user, let local else { return }
    Unmanaged<XMLStream>.fromOpaque(user).takeUnretainedValue().end(local)
}

private let characters: charactersSAXFunc = { user, start, count in
    guard let user, let start, count > 0 else { return }
    let marks = UnsafeBufferPointer(start: start, count: Int(count))
    Unmanaged<XMLStream>.fromOpaque(user).takeUnretainedValue().text(marks)
}
