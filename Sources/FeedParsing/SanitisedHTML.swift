/// HTML that can be shown without danger: known elements and attributes, and nothing that runs.
///
/// Every element is closed, every attribute quoted, every address absolute where a base is known.
/// Any bytes are read, in linear time.
public struct SanitisedHTML: Hashable, Sendable {
    /// The HTML.
    public let html: String

    /// Sanitises HTML; relative addresses count from the base, if it is given.
    public init(html: String, baseURL: String? = nil) {
        self.init(html: Array(html.utf8), baseURL: baseURL)
    }

    /// Sanitises HTML in UTF-8.
    public init(html: [UInt8], baseURL: String? = nil) {
        var writer = SanitisedHTMLWriter(html: html, base: baseURL)
        self.html = writer.written()
    }
}

/// Writes the harmless part of HTML, tag by tag.
private struct SanitisedHTMLWriter {
    private let html: [UInt8]
    private let base: String?
    private var output: [UInt8] = []
    private var open: [String] = []

    init(html: [UInt8], base: String?) {
        self.html = html
        self.base = base
        output.reserveCapacity(html.count)
    }

    mutating func written() -> String {
        var scanner = HTMLScanner(html)
        while let token = scanner.next() {
            switch token {
            case .text(let range): append(text: range)
            case .start(let tag): start(tag, &scanner)
            case .end(let tag): end(name(of: tag))
            }
        }
        while let name = open.popLast() { close(name) }
        return String(decoding: output, as: UTF8.self)
    }

    // MARK: -

    private mutating func start(_ tag: HTMLTag, _ scanner: inout HTMLScanner) {
        let name = name(of: tag)
        guard SafeMarkup.elements.contains(name) else {
            if SafeMarkup.swallowed.contains(name), !tag.isEmpty,
                let element = HTMLElement(html[tag.name]), !scanner.skip(element, named: tag.name),
                name == "script" || name == "style"
            {
                scanner.finish()
            }
            return
        }
        let isVoid = SafeMarkup.voids.contains(name)
        guard isVoid || open.count < Self.deepest else { return }
        output.append(UInt8(ascii: "<"))
        output.append(contentsOf: name.utf8)
        for attribute in scanner.attributes(of: tag).prefix(Self.mostAttributes) {
            append(attribute)
        }
        output.append(UInt8(ascii: ">"))
        if !isVoid { open.append(name) }
    }

    private mutating func end(_ name: String) {
        guard let depth = open.lastIndex(of: name) else { return }
        while open.count > depth, let inner = open.popLast() { close(inner) }
    }

    private mutating func close(_ name: String) {
        output.append("</")
        output.append(contentsOf: name.utf8)
        output.append(UInt8(ascii: ">"))
    }

    private mutating func append(_ attribute: Attribute) {
        guard SafeMarkup.attributes.contains(attribute.name) else { return }
        var value = attribute.value
        if SafeMarkup.addresses.contains(attribute.name) {
            value = URIReference.resolved(value, against: hasRoom ? base : nil)
            guard LinkSchemes.isHarmless(value) else { return }
        }
        output.append(UInt8(ascii: " "))
        output.append(contentsOf: attribute.name.utf8)
        output.append("=\"")
        output.append(contentsOf: value.utf8.filter { $0 >= 0x20 || $0 == 0x0A }.escaped)
        output.append(UInt8(ascii: "\""))
    }

    /// Whether relative addresses may still grow; many short ones under a long base otherwise make
    /// gigabytes of a feed.
    private var hasRoom: Bool { output.count < html.count * 8 + 65_536 }

    /// Text with its references resolved and written anew, so that none is left unfinished.
    private mutating func append(text range: Range<Int>) {
        let text = html.withoutReferences(range)
        for byte in text where byte >= 0x20 || byte == 0x0A || byte == 0x09 {
            switch byte {
            case UInt8(ascii: "<"): output.append("&lt;")
            case UInt8(ascii: ">"): output.append("&gt;")
            case UInt8(ascii: "&"): output.append("&amp;")
            default: output.append(byte)
            }
        }
    }

    private func name(of tag: HTMLTag) -> String {
        String(decoding: html[tag.name].map(\.asciiLowercased), as: UTF8.self)
    }

    /// Browsers nest no deeper either.
    private static let deepest = 512
    private static let mostAttributes = 64
}
