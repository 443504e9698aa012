import CLibXML2

/// The elements of one name in an XML document, each with its attributes; text is left out.
public struct ElementList: Hashable, Sendable {
    /// The attributes of each element by their names in small letters, without prefixes.
    public let elements: [[String: String]]
    /// Whether the document was read to its end.
    public let isComplete: Bool

    /// Reads a document of any encoding; a name is meant without prefix, in small letters.
    ///
    /// Linear in the number of bytes. A document without such elements gives an empty list.
    public init(of name: String, in bytes: [UInt8]) {
        let document = FeedEncoding(bytes, contentType: nil).bytes
        let collector = ElementCollector(name: name)
        guard let start = Self.outermost(of: document), let stream = collector.makeStream() else {
            (elements, isComplete) = ([], false)
            return
        }
        var repair = XMLRepair(document, from: start, limits: .standard)
        while repair.fill() { stream.push(repair.output) }
        elements = collector.elements
        isComplete = repair.isComplete
    }

    /// Where the outermost element begins, behind declarations and comments.
    private static func outermost(of document: [UInt8]) -> Int? {
        var position = 0
        while let mark = document.index(of: UInt8(ascii: "<"), from: position) {
            if document.has("<!--", at: mark) {
                guard let end = document.end(of: "-->", from: mark) else { return nil }
                position = end
            } else if mark + 1 < document.count, document[mark + 1].isASCIILetter {
                return mark
            } else {
                position = mark + 1
            }
        }
        return nil
    }
}

/// Gathers the elements that `TagStream` hands over.
private final class ElementCollector {
    private let name: String
    private(set) var elements: [[String: String]] = []

    init(name: String) {
        self.name = name
    }

    /// A parser that calls this collector.
    func makeStream() -> TagStream? {
        TagStream(reader: self, startCollected, endCollected)
    }

    func start(_ local: String, _ attributes: [Attribute]) {
        guard local == name else { return }
        let pairs = attributes.map { ($0.name, $0.value) }
        elements.append(Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    }
}

private let startCollected: startElementNsSAX2Func = { user, local, _, _, _, _, count, _, raw in
    guard let user, let local else { return }
    let collector = Unmanaged<ElementCollector>.fromOpaque(user).takeUnretainedValue()
    let attributes = ElementAttributes(raw: raw, count: Int(count))
    collector.start(String(cString: local).lowercased(), attributes.all)
}

private let endCollected: endElementNsSAX2Func = { _, _, _, _ in }
