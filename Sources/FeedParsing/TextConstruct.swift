/// A text as the feed wrote it, and what kind it is.
struct TextConstruct {
    enum Kind {
        case plain
        case html
        /// Mark-up that stood in the feed as elements, written out as HTML.
        case markup
        /// Nobody wants to know.
        case raw
    }

    var bytes: [UInt8]
    var kind: Kind
    /// The base of its addresses, where the feed gives one.
    var base: String?

    /// The kind that an element's attributes name (RFC 4287, sections 3.1.1 and 4.1.3; Atom 0.3 had
    /// media types and a mode); `nil` for content that is no text.
    static func kind(of attributes: [Attribute], rule: TextRule) -> Kind? {
        switch rule {
        case .html: return .html
        case .plain: return .plain
        case .typed: break
        }
        let type = attributes["type"]?.lowercased() ?? "text"
        let mode = attributes["mode"]?.lowercased()
        switch type {
        case "text", "plain", "text/plain": return .plain
        case "html", "text/html": return mode == "xml" ? .markup : .html
        case "xhtml", "application/xhtml+xml": return mode == "escaped" ? .html : .markup
        default:
            if type.hasSuffix("xml") { return .markup }
            return binaryTypes.contains(where: type.hasPrefix) ? nil : .plain
        }
    }

    /// Media types whose content nobody can read; it stands in base64 (RFC 4287, section 4.1.3.3).
    private static let binaryTypes = [
        "image/", "audio/", "video/", "font/", "application/octet-stream", "application/pdf",
        "application/zip", "application/gzip", "application/vnd.",
    ]

    /// Whether there is nothing but white space.
    var isBlank: Bool { bytes.isBlank }

    /// One line of plain text.
    var title: String {
        switch kind {
        case .plain: PlainText(plain: bytes, isOneLine: true).text
        case .html, .markup: PlainText(title: bytes).text
        case .raw: String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Plain text in lines.
    var text: String {
        switch kind {
        case .plain: PlainText(plain: bytes, isOneLine: false).text
        case .html, .markup: PlainText(html: bytes).text
        case .raw: String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Safe HTML with absolute addresses; `nil` for plain text.
    ///
    /// The site's address is the base where the text has none of its own.
    func html(site: String?) -> String? {
        kind == .plain || kind == .raw
            ? nil : SanitisedHTML(html: bytes, baseURL: base ?? site).html
    }
}
