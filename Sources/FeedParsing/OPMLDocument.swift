/// A list of feeds as programs exchange it: OPML 2.0 (http://opml.org/spec2.opml), and whatever
/// else has outlines.
public struct OPMLDocument: Hashable, Sendable {
    /// One line of the list.
    public struct Outline: Hashable, Sendable {
        /// The address of the feed; `nil` when the line has none.
        public let address: String?
        /// The attributes by name in small letters, without prefixes.
        public let attributes: [String: String]
        /// The titles of the folders around it, the outermost first.
        public let folders: [String]
        /// The line of the document on which it begins, from 1.
        public let line: Int
    }

    /// The feeds in the document's order, and the lines that should be feeds and have no address.
    public let outlines: [Outline]
    /// Why the document was not read to its end; `nil` when it was.
    public let cut: String?

    /// Reads a document of any encoding; `nil` when no outline document begins in it.
    ///
    /// Linear in the number of bytes.
    public init?(_ bytes: [UInt8]) {
        let document = FeedEncoding(bytes, contentType: nil).bytes
        guard let start = Self.start(of: document) else { return nil }
        let reader = OPMLReader(lines: OutlineLines(in: document, from: start))
        guard let stream = reader.makeStream() else { return nil }
        var repair = XMLRepair(document, from: start, limits: .standard)
        while repair.fill() { stream.push(repair.output) }
        outlines = reader.outlines
        cut = repair.isComplete ? nil : "the document ends early"
    }

    // MARK: -

    private static func start(of document: [UInt8]) -> Int? {
        guard let behind = document.end(of: "<opml", from: 0), behind < document.count,
            document[behind].isASCIISpace || document[behind] == UInt8(ascii: ">")
        else { return nil }
        return behind - "<opml".utf8.count
    }
}

/// On which line each outline of a document begins, in the document's order.
struct OutlineLines {
    let numbers: [Int]

    /// Looks through a document from its outermost element on; what is commented out counts not.
    init(in document: [UInt8], from start: Int) {
        var numbers: [Int] = []
        var line = document[..<start].count { $0 == UInt8(ascii: "\n") } + 1
        var counted = start
        var position = start
        while let mark = document.index(of: UInt8(ascii: "<"), from: position) {
            position = mark + 1
            if document.has("<!--", at: mark) {
                position = document.end(of: "-->", from: mark + 4) ?? document.count
            } else if document.has("<![cdata[", at: mark) {
                position = document.end(of: "]]>", from: mark + 9) ?? document.count
            } else if document.has("<outline", at: mark) {
                line += document[counted..<mark].count { $0 == UInt8(ascii: "\n") }
                counted = mark
                numbers.append(line)
            }
        }
        self.numbers = numbers
    }
}
