/// A text cut into words once, for every stage that reads it.
///
/// Words are cut as UAX #29 cuts them in spirit: apostrophes inside words stay, hyphens part, vowel
/// signs stay with their letter. A run of Han, Kana, Thai, Lao, Khmer or Burmese letters is one
/// word, because those scripts put no spaces between words and no dictionary is asked. The work is
/// linear in the text. Words beyond 256 MiB of text are not cut.
public struct AnalysedText: Sendable {
    /// What stands in a text at all.
    public struct Traits: OptionSet, Sendable {
        /// One bit for each trait.
        public let rawValue: UInt8

        /// Creates the traits of some bits.
        @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// A scalar outside ASCII.
        public static let foreign = Traits(rawValue: 1)
        /// What may be a quotation mark, or a `>`.
        public static let quotes = Traits(rawValue: 2)
        /// An exclamation mark.
        public static let exclamations = Traits(rawValue: 4)
        /// A question mark.
        public static let questions = Traits(rawValue: 8)
        /// A number.
        public static let numbers = Traits(rawValue: 16)
    }

    @usableFromInline var scanner = WordScanner()

    /// The text's UTF-8, which the words' offsets count in.
    public var bytes: ArraySlice<UInt8> { scanner.written[..<scanner.count] }

    /// The folded words, each at its own offsets, and other bytes between them.
    ///
    /// At least `padding` bytes follow each word, so that words may be read several bytes at once.
    @inlinable public var folded: [UInt8] { scanner.folded }

    /// What stands in it; a trait that is missing certainly does not, but for numbers that are
    /// part of words.
    @inlinable public var traits: Traits { scanner.traits }

    /// How many points stand between a word and a letter or digit behind it, without a space.
    @inlinable public var innerPoints: Int { scanner.innerPoints }

    /// The words in reading order.
    @inlinable public var words: [Word] { scanner.words }

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
        scanner.scan(text.utf8.span)
    }

    /// The folded form of one of this text's words; empty for another text's word.
    public func foldedText(of word: Word) -> String {
        guard word.end <= bytes.count else { return "" }
        return Self.string(word.foldedStart..<word.foldedEnd, of: folded[...])
    }

    /// One of this text's words as it is written; empty for another text's word.
    public func text(of word: Word) -> String {
        Self.string(word.start..<word.end, of: bytes)
    }

    private static func string(_ range: Range<Int>, of bytes: ArraySlice<UInt8>) -> String {
        guard range.upperBound <= bytes.endIndex else { return "" }
        return String(decoding: bytes[range], as: UTF8.self)
    }
}
