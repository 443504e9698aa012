/// HTML that can be shown without danger: known elements and attributes, and nothing that runs.
///
/// Every element is closed that HTML does not close by itself, every attribute quoted, every
/// address absolute where a base is known. Any bytes are read, in linear time.
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
    /// The open elements, as their indices in the table.
    private var open: [Int] = []

    init(html: [UInt8], base: String?) {
        self.html = html
        self.base = base
        output.reserveCapacity(html.count + html.count / 8 + 64)
    }

    mutating func written() -> String {
        var scanner = HTMLScanner(html)
        while let token = scanner.next() {
            switch token {
            case .text(let range): append(text: range)
            case .start(let tag): start(tag, &scanner)
            case .end(let tag): end(tag)
            }
        }
        while let index = open.popLast() {
            if SafeMarkup.elements.meanings[index] != .selfClosing { close(index) }
        }
        return String(decoding: DoubleEncoding.undone(output), as: UTF8.self)
    }

    // MARK: - Elements

    private mutating func start(_ tag: HTMLTag, _ scanner: inout HTMLScanner) {
        guard let index = SafeMarkup.elements.index(of: tag.name, in: html) else { return }
        switch SafeMarkup.elements.meanings[index] {
        case .kept, .selfClosing:
            guard open.count < Self.deepest else { return }
            open.append(index)
        case .void: break
        case .swallowed: return swallow(tag, &scanner, toEnd: false)
        case .swallowedToEnd: return swallow(tag, &scanner, toEnd: true)
        }
        output.append(UInt8(ascii: "<"))
        output.append(contentsOf: SafeMarkup.elements.names[index])
        var position = tag.attributes.lowerBound
        var count = 0
        while count < Self.mostAttributes,
            let attribute = scanner.attribute(from: &position, before: tag.attributes.upperBound)
        {
            append(attribute)
            count += 1
        }
        output.append(UInt8(ascii: ">"))
    }

    private func swallow(_ tag: HTMLTag, _ scanner: inout HTMLScanner, toEnd: Bool) {
        guard !tag.isEmpty, let element = HTMLElement(tag.name, in: html) else { return }
        if !scanner.skip(element, named: tag.name), toEnd { scanner.finish() }
    }

    private mutating func end(_ tag: HTMLTag) {
        guard let index = SafeMarkup.elements.index(of: tag.name, in: html),
            let depth = open.lastIndex(of: index)
        else { return }
        while open.count > depth, let inner = open.popLast() { close(inner) }
    }

    private mutating func close(_ index: Int) {
        output.append("</")
        output.append(contentsOf: SafeMarkup.elements.names[index])
        output.append(UInt8(ascii: ">"))
    }

    // MARK: - Attributes

    private mutating func append(_ attribute: HTMLAttribute) {
        guard let index = SafeMarkup.attributes.index(of: attribute.name, in: html) else { return }
        let value = attribute.value
        switch SafeMarkup.attributes.meanings[index] {
        case .address where !isPlainAddress(value):
            let text = String(decoding: html.withoutReferences(value), as: UTF8.self)
            let address = URIReference.resolved(text, against: hasRoom ? base : nil)
            guard LinkSchemes.isHarmless(address) else { return }
            let bytes = Array(address.utf8)
            append(value: bytes, 0..<bytes.count, of: index)
        default:
            if html.index(of: UInt8(ascii: "&"), from: value.lowerBound, before: value.upperBound)
                == nil
            {
                append(value: html, value, of: index)
            } else {
                let bytes = html.withoutReferences(value)
                append(value: bytes, 0..<bytes.count, of: index)
            }
        }
    }

    /// Whether a value is an address of the web as it stands.
    private func isPlainAddress(_ value: Range<Int>) -> Bool {
        value.count > 8
            && (html.has("https://", at: value.lowerBound)
                || html.has("http://", at: value.lowerBound))
    }

    private mutating func append(value: [UInt8], _ range: Range<Int>, of index: Int) {
        output.append(UInt8(ascii: " "))
        output.append(contentsOf: SafeMarkup.attributes.names[index])
        output.append("=\"")
        var position = range.lowerBound
        while position < range.upperBound {
            let end = value.first(SpecialInAttribute.self, in: position..<range.upperBound)
            output.append(value, position..<end)
            guard end < range.upperBound else { break }
            append(special: value[end])
            position = end + 1
        }
        output.append(UInt8(ascii: "\""))
    }

    /// Whether relative addresses may still grow; many short ones under a long base otherwise make
    /// gigabytes of a feed.
    private var hasRoom: Bool { output.count < html.count * 8 + 65_536 }

    // MARK: - Text

    /// Text with its references resolved and written anew, so that none is left unfinished.
    private mutating func append(text range: Range<Int>) {
        var position = range.lowerBound
        while position < range.upperBound {
            let end = html.first(SpecialInHTML.self, in: position..<range.upperBound)
            output.append(html, position..<end)
            guard end < range.upperBound else { return }
            position = end + 1
            guard html[end] == UInt8(ascii: "&") else {
                append(special: html[end])
                continue
            }
            let reference = CharacterReference(in: html, at: end, before: range.upperBound)
            position = end + reference.length
            switch reference.meaning {
            case .scalar(let scalar) where scalar == "<" || scalar == ">" || scalar == "&":
                append(special: UInt8(truncatingIfNeeded: scalar.value))
            case .scalar(let scalar): output.append(scalar: scalar)
            case .text: append(special: UInt8(ascii: "&"))
            case .nothing: break
            }
        }
    }

    /// Appends a character that may mean something in HTML; drops a control character.
    private mutating func append(special byte: UInt8) {
        switch byte {
        case UInt8(ascii: "<"): output.append("&lt;")
        case UInt8(ascii: ">"): output.append("&gt;")
        case UInt8(ascii: "&"): output.append("&amp;")
        case UInt8(ascii: "\""): output.append("&quot;")
        case 0..<0x20 where byte != 0x0A && byte != 0x09: break
        default: output.append(byte)
        }
    }

    /// Browsers nest no deeper either.
    private static let deepest = 512
    private static let mostAttributes = 64
}
