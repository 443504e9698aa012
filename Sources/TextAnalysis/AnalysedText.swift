/// A text cut into words once, for every stage that reads it.
///
/// Words are cut as UAX #29 cuts them in spirit: apostrophes inside words stay, hyphens part, vowel
/// signs stay with their letter. A run of Han, Kana, Thai, Lao, Khmer or Burmese letters is one
/// word, because those scripts put no spaces between words and no dictionary is asked. The work is
/// linear in the text. Words beyond 256 MiB of text are not cut.
public struct AnalysedText: Sendable {
    /// The text's UTF-8, which the words' offsets count in.
    public private(set) var bytes: [UInt8] = []

    private var scanner = WordScanner()

    /// The folded words, each at its own offsets, and other bytes between them.
    ///
    /// At least `padding` bytes follow each word, so that words may be read several bytes at once.
    public var folded: [UInt8] { scanner.folded }

    /// Whether the text has no scalar outside ASCII.
    public var isASCII: Bool { scanner.isASCII }

    /// Whether a quotation mark or a `>` may stand in it; never false where one does.
    public var mayQuote: Bool { scanner.mayQuote }

    /// The words in reading order.
    public var words: [Word] { scanner.words }

    /// How many bytes may be read behind a folded word.
    public static let padding = 16

    /// Creates an empty text, to be read into.
    public init() {}

    /// Cuts a text into words.
    public init(_ text: String) {
        read(text)
    }

    /// Cuts another text into words, in the place of this one.
    public mutating func read(_ text: String) {
        bytes.removeAll(keepingCapacity: true)
        let isCopied: Void? = text.utf8.withContiguousStorageIfAvailable {
            bytes.append(contentsOf: $0)
        }
        if isCopied == nil { bytes.append(contentsOf: text.utf8) }
        scanner.begin()
        let written = bytes
        scanner.scan(written.span)
    }

    /// The folded form of one of this text's words; empty for another text's word.
    public func foldedText(of word: Word) -> String {
        guard word.end <= bytes.count else { return "" }
        return Self.string(word.foldedStart..<word.foldedEnd, of: folded)
    }

    /// One of this text's words as it is written; empty for another text's word.
    public func text(of word: Word) -> String {
        Self.string(word.start..<word.end, of: bytes)
    }

    private static func string(_ range: Range<Int>, of bytes: [UInt8]) -> String {
        guard range.upperBound <= bytes.count else { return "" }
        return String(decoding: bytes[range], as: UTF8.self)
    }
}
