/// A text cut into words once, for every stage that reads it.
///
/// Words are cut as UAX #29 cuts them in spirit: apostrophes inside words stay, hyphens part, vowel
/// signs stay with their letter. A run of Han, Kana, Thai, Lao, Khmer or Burmese letters is one
/// word, because those scripts put no spaces between words and no dictionary is asked. The work is
/// linear in the text. Words beyond 256 MiB of text are not cut.
public struct AnalysedText: Sendable {
    /// The text's UTF-8, which the words' offsets count in.
    public let bytes: [UInt8]
    /// The folded words, one after another, without anything between them.
    public let folded: [UInt8]
    /// The words in reading order.
    public let words: [Word]

    /// Cuts a text into words.
    public init(_ text: String) {
        let bytes = Array(text.utf8)
        var scanner = WordScanner(expecting: bytes.count)
        scanner.scan(bytes.span)
        self.bytes = bytes
        folded = scanner.folded
        words = scanner.words
    }

    /// The folded form of one of this text's words; empty for another text's word.
    public func foldedText(of word: Word) -> String {
        Self.string(word.foldedStart..<word.foldedEnd, of: folded)
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
