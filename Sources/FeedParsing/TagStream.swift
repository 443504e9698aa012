import CLibXML2

/// libxml2's push parser over the tags of a document whose text nobody reads.
///
/// It lives within one call on one thread.
final class TagStream {
    private let context: xmlParserCtxtPtr
    /// Kept for as long as the parser may call it.
    private let reader: AnyObject

    /// Creates a parser; `nil` when there is no memory.
    init?(
        reader: AnyObject,
        _ start: startElementNsSAX2Func,
        _ end: endElementNsSAX2Func
    ) {
        xmlInitParser()
        let user = Unmanaged.passUnretained(reader).toOpaque()
        guard let context = earshotNewPushParser(user, start, end, nil) else { return nil }
        self.context = context
        self.reader = reader
    }

    deinit {
        earshotFreePushParser(context)
    }

    /// Parses the next piece of the document, as `XMLRepair` gives it.
    func push(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { piece in
            _ = xmlParseChunk(
                context,
                piece.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(piece.count),
                0
            )
        }
    }
}
