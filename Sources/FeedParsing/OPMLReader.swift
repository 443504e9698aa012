import CLibXML2

/// Gathers the outlines that `TagStream` hands over.
final class OPMLReader {
    private(set) var outlines: [OPMLDocument.Outline] = []
    private let lines: OutlineLines
    private var seen = 0
    /// What is open: the title of an outline, or `nil` for any other element.
    private var open: [String?] = []

    init(lines: OutlineLines) {
        self.lines = lines
    }

    /// A parser that calls this reader.
    func makeStream() -> TagStream? {
        TagStream(reader: self, startOutline, endOutline)
    }

    fileprivate func start(_ name: String, _ attributes: [Attribute]) {
        guard name == "outline" else { return open.append(nil) }
        let line = seen < lines.numbers.count ? lines.numbers[seen] : lines.numbers.last ?? 1
        seen += 1
        var values: [String: String] = [:]
        for attribute in attributes where values[attribute.name] == nil {
            values[attribute.name] = attributes[attribute.name]
        }
        let address = values["xmlurl"]
        if address != nil || Self.shouldBeFeed(values) {
            outlines.append(
                OPMLDocument.Outline(
                    address: address,
                    attributes: values,
                    folders: open.compactMap(\.self),
                    line: line
                )
            )
        }
        open.append(values["title"] ?? values["text"])
    }

    fileprivate func end() {
        _ = open.popLast()
    }

    /// Whether a line without an address says that it is a feed, and so no folder.
    private static func shouldBeFeed(_ values: [String: String]) -> Bool {
        ["rss", "atom"].contains(values["type"]?.lowercased()) || values["htmlurl"] != nil
    }
}

private let startOutline: startElementNsSAX2Func = { user, local, _, _, _, _, count, _, raw in
    guard let user, let local else { return }
    let reader = Unmanaged<OPMLReader>.fromOpaque(user).takeUnretainedValue()
    let attributes = ElementAttributes(raw: raw, count: Int(count))
    reader.start(String(cString: local).lowercased(), attributes.all)
}

private let endOutline: endElementNsSAX2Func = { user, _, _, _ in
    guard let user else { return }
    Unmanaged<OPMLReader>.fromOpaque(user).takeUnretainedValue().end()
}
