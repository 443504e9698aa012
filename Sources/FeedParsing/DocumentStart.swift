/// Where a feed begins in a document, or what the document is instead.
enum DocumentStart: Equatable {
    /// The position of the outermost element's `<`, and whether text stands before it.
    case feed(at: Int, hasJunk: Bool)
    /// A web page.
    case html
    /// Something else, with the first element's name, if any.
    case other(String?)
    /// Nothing but white space.
    case empty

    /// Looks for the outermost element of a feed, past declarations, comments and junk such as
    /// the warning of a PHP script.
    init(of bytes: [UInt8]) {
        var search = Search(bytes: bytes)
        self = search.start()
    }

    private struct Search {
        let bytes: [UInt8]
        var position = 0
        var hasJunk = false
        var isXML = false
        var isPage = false
        /// Once one is not closed, no later one is looked through: time would be quadratic.
        var hasComments = true
        var hasInstructions = true
        var firstName: String?

        mutating func start() -> DocumentStart {
            skipBlank()
            guard position < bytes.count else { return .empty }
            hasJunk = bytes[position] != UInt8(ascii: "<")
            isXML = bytes.has("<?xml", at: position)
            let end = min(bytes.count, position + DocumentStart.searchedBytes)
            while let found = bytes.index(of: UInt8(ascii: "<"), from: position, before: end) {
                position = found
                if let decision = tag() { return decision }
            }
            return isPage ? .html : .other(firstName)
        }

        private mutating func skipBlank() {
            if bytes.has("\u{FEFF}", at: 0) { position = 3 }
            while position < bytes.count, bytes[position].isASCIISpace || bytes[position] == 0 {
                position += 1
            }
        }

        /// What a `<` decides; otherwise the position moves behind what it opens.
        private mutating func tag() -> DocumentStart? {
            if bytes.has("<!--", at: position) {
                skip(past: "-->", \.hasComments, orBy: 4)
            } else if bytes.has("<?", at: position) {
                skip(past: "?>", \.hasInstructions, orBy: 2)
            } else if bytes.has("<!", at: position) {
                if bytes.has("<!doctype html", at: position) { isPage = true }
                skipDeclaration()
            } else {
                return element()
            }
            return nil
        }

        private mutating func element() -> DocumentStart? {
            let start = position
            position += 1
            while position < bytes.count, !isNameEnd(bytes[position]),
                position - start <= DocumentStart.longestName
            {
                position += 1
            }
            let name = String(decoding: bytes[(start + 1)..<position], as: UTF8.self)
            let local = name.lowercased().split(separator: ":").last.map(String.init) ?? ""
            if local == "html" { isPage = true }
            if FeedFormat.mayBegin(with: local), !isPage || firstName == nil || isFeedInPage() {
                return .feed(at: start, hasJunk: hasJunk || firstName != nil)
            }
            if firstName == nil, bytes.count > start + 1, bytes[start + 1].isASCIILetter {
                firstName = name
            }
            return nil
        }

        private mutating func skip(
            past end: StaticString,
            _ hasMore: WritableKeyPath<Search, Bool>,
            orBy length: Int
        ) {
            let behind =
                self[keyPath: hasMore] ? bytes.end(of: end, from: position + length) : nil
            self[keyPath: hasMore] = behind != nil
            position = behind ?? position + length
        }

        /// Whether a page of well-formed XML holds a whole feed here, as www.tablix.org/~avian/blog
        /// did: its element then declares its namespace.
        private func isFeedInPage() -> Bool {
            guard isXML, let close = bytes.index(of: UInt8(ascii: ">"), from: position),
                let namespace = bytes.end(of: "xmlns", from: position)
            else { return false }
            return namespace < close
        }

        /// Skips a declaration with its internal subset, if it has one.
        private mutating func skipDeclaration() {
            let close = bytes.end(of: ">", from: position) ?? bytes.count
            if let subset = bytes.index(of: UInt8(ascii: "["), from: position, before: close) {
                let end = bytes.end(of: "]", from: subset) ?? bytes.count
                position = bytes.end(of: ">", from: end) ?? bytes.count
            } else {
                position = close
            }
        }

        private func isNameEnd(_ byte: UInt8) -> Bool {
            byte.isASCIISpace || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
                || byte == UInt8(ascii: "<")
        }
    }

    /// A feed begins early; whatever else stands before it, it is not megabytes.
    private static let searchedBytes = 1 << 18
    private static let longestName = 64
}
