import EarshotModel
import TextAnalysis

/// A text cut into tokens, for those who look for addresses in it.
struct TextTokens {
    /// What a token is by its form.
    enum Form {
        case word
        case email
        case handle
        case bareHandle
    }

    let tokens: [AddressToken]
    private let text: UnmaskedText
    private let source: String
    private let foldedWords: [String]
    private let forms: [Form]
    private let quoted: Set<Int>

    /// Cuts a text; `nil` when nothing in it can be an address or an order number.
    init?(_ source: String, words: AddressWords) {
        guard Self.isWorthALook(source) else { return nil }
        let text = UnmaskedText(source, words: words)
        let tokens = AddressTokenizer.tokens(of: text)
        self.source = source
        self.text = text
        self.tokens = tokens
        foldedWords = tokens.map { Folding.folded(text.string($0.range)) }
        forms = tokens.map { Self.form(of: text.bytes[$0.range]) }
        quoted = Self.quoted(tokens, foldedWords, words: words)
    }

    func string(_ index: Int) -> String { text.string(tokens[index].range) }

    func folded(_ index: Int) -> String { foldedWords[index] }

    func form(_ index: Int) -> Form { forms[index] }

    /// Whether a token lies in a quoted line, or behind a word that makes the rest of one a
    /// quotation.
    func isInQuotation(_ index: Int) -> Bool { quoted.contains(index) }

    func isSameLine(_ left: Int, _ right: Int) -> Bool {
        tokens[left].line == tokens[right].line
    }

    /// Whether a token is so short that the full stop behind it may only shorten it: "no.".
    func isShort(_ index: Int) -> Bool { tokens[index].range.count <= 3 }

    /// The site that the token before a bare handle names: "Twitter: @jane".
    func platform(before index: Int) -> Platform? {
        guard index > 0, isSameLine(index - 1, index) else { return nil }
        return Platform(word: folded(index - 1))
    }

    /// The key at a token, with the words of the original text.
    func found(
        _ identifier: Identifier,
        _ trust: IdentifierTrust,
        at index: Int,
        in field: EntryField
    ) -> FoundIdentifier {
        let range = tokens[index].range
        let start = text.origins[range.lowerBound]
        let end = max(start, text.origins[range.upperBound])
        let raw = source.utf8.dropFirst(start).prefix(end - start)
        return FoundIdentifier(
            identifier: identifier,
            raw: String(decoding: raw, as: UTF8.self),
            trust: trust,
            place: .span(TextSpan(field: field, start: start, end: end))
        )
    }
}

extension TextTokens {
    /// Whether a token has the form of an order number: perhaps `#`, up to four letters, digits.
    func mayBeOrder(_ index: Int) -> Bool {
        let bytes = text.bytes[tokens[index].range]
        let rest = bytes.drop { $0 == UInt8(ascii: "#") }
        let letters = rest.prefix { ASCII.isLetterOrDigit($0) && !ASCII.isDigit($0) }
        guard letters.count <= Self.longestPrefix, rest.contains(where: ASCII.isDigit) else {
            return false
        }
        return rest.dropFirst(letters.count).allSatisfy {
            ASCII.isDigit($0) || "-./_".utf8.contains($0)
        } && !isDate(rest)
    }

    /// The token without the sign of numbers.
    func orderText(_ index: Int) -> String {
        String(string(index).drop { $0 == "#" })
    }

    /// Whether a token may be the letters of an order number that a space parts from its digits.
    func isOrderPrefix(_ index: Int) -> Bool {
        let letters = text.bytes[tokens[index].range].drop { $0 == UInt8(ascii: "#") }
        return letters.count <= Self.longestPrefix
            && letters.allSatisfy { (0x41...0x5A).contains($0) || $0 == UInt8(ascii: "-") }
    }

    private static let longestPrefix = 4

    /// Whether digits are three groups as in 2026-11-24, 24.11.2026 or 1/2/2026.
    private func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
        let groups = bytes.split(omittingEmptySubsequences: false) { !ASCII.isDigit($0) }
        guard groups.count == 3 else { return false }
        let sizes = groups.map(\.count)
        return sizes[0] == 4 && sizes[1] <= 2 && sizes[2] <= 2
            || sizes[0] <= 2 && sizes[1] <= 2 && [2, 4].contains(sizes[2])
    }
}

extension TextTokens {
    /// The tokens in lines that begin with `>`, and those behind an "RT".
    private static func quoted(
        _ tokens: [AddressToken],
        _ folded: [String],
        words: AddressWords
    ) -> Set<Int> {
        var quoted: Set<Int> = []
        var quotedLine: Int?
        for (index, token) in tokens.enumerated() {
            if token.isInQuotedLine || token.line == quotedLine { quoted.insert(index) }
            if words.contains(folded[index], as: .quoteRest) { quotedLine = token.line }
        }
        return quoted
    }

    /// A quick look over the bytes, because most texts have nothing to find.
    private static func isWorthALook(_ source: String) -> Bool {
        var digits = 0
        for byte in source.utf8 {
            switch byte {
            case UInt8(ascii: "@"), UInt8(ascii: "/"), 0xEF, UInt8(ascii: "["), UInt8(ascii: "("),
                UInt8(ascii: "{"), UInt8(ascii: "<"):
                return true
            case 0x30...0x39:
                digits += 1
                if digits >= IdentifierNormaliser.fewestOrderDigits { return true }
            default:
                break
            }
        }
        return false
    }

    private static func form(of bytes: ArraySlice<UInt8>) -> Form {
        guard bytes.contains(where: { "@/:".utf8.contains($0) }) else {
            return bytes.starts(with: "www.".utf8) ? .handle : .word
        }
        if bytes.starts(with: "mailto:".utf8) { return .email }
        if bytes.contains(UInt8(ascii: "/")) { return isPage(bytes) ? .handle : .word }
        guard let at = bytes.firstIndex(of: UInt8(ascii: "@")) else { return .word }
        if at == bytes.startIndex {
            let isWhole = bytes.dropFirst().contains(UInt8(ascii: "@"))
            return isWhole ? .handle : .bareHandle
        }
        return bytes[..<at].contains(UInt8(ascii: ":")) ? .handle : .email
    }

    /// Whether bytes with a slash in them are a web address or a name on Reddit.
    private static func isPage(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "/"))
        guard let first = parts.first else { return false }
        if parts.count == 2, first.elementsEqual("u".utf8) || first.elementsEqual("user".utf8) {
            return true
        }
        let lower = String(decoding: first, as: UTF8.self).lowercased()
        return ["http:", "https:"].contains(lower) || PageAddress.isHost(lower)
    }
}
