/// One word of an analysed text: where it stands, what it is, and what stands around it.
public struct Word: Hashable, Sendable {
    /// What a word is.
    public enum Kind: UInt8, Sendable {
        /// Letters, perhaps with digits, apostrophes or middle dots between them.
        case word
        /// Digits, perhaps with points or commas between them.
        case number
        /// One picture with all its parts, or an emoticon of ASCII signs.
        case emoji
        /// A name with `@` before it, or a tag with `#`.
        case handle
        /// A web or e-mail address.
        case address
    }

    /// How capitals are spread over a word.
    public enum Shape: UInt8, Sendable {
        /// All letters that have case are small.
        case lower
        /// The first letter is a capital and no other.
        case capitalised
        /// Two or more letters, all capitals.
        case upper
        /// Mixed, or nothing that has case.
        case other
    }

    /// What stands between a word and the one before it, the strongest thing first to last.
    public enum Gap: UInt8, Comparable, Sendable {
        /// Nothing, or signs that do not part: a hyphen, a slash.
        case none
        /// White space.
        case space
        /// Punctuation within a sentence: a comma, a dash, a bracket, a quotation mark.
        case comma
        /// The end of a sentence or a line, or the start of the text.
        case sentence

        /// Whether the left gap parts less than the right one.
        public static func < (left: Gap, right: Gap) -> Bool { left.rawValue < right.rawValue }
    }

    @usableFromInline let textStart: UInt32
    @usableFromInline let textEnd: UInt32
    @usableFromInline let foldedFrom: UInt32
    @usableFromInline let foldedTo: UInt32
    /// What the word is.
    public let kind: Kind
    /// How capitals are spread over it.
    public let shape: Shape
    /// What stands before it.
    public let gap: Gap
    @usableFromInline var exclamationCount: UInt8 = 0
    @usableFromInline var questionCount: UInt8 = 0

    /// The offset of the word's first byte in the text.
    @inlinable public var start: Int { Int(textStart) }
    /// The offset behind the word's last byte in the text.
    @inlinable public var end: Int { Int(textEnd) }
    /// The offset of the first byte of the folded word in `AnalysedText.folded`.
    @inlinable public var foldedStart: Int { Int(foldedFrom) }
    /// The offset behind the last byte of the folded word in `AnalysedText.folded`.
    @inlinable public var foldedEnd: Int { Int(foldedTo) }
    /// How many exclamation marks stand between this word and the next; at most 255.
    @inlinable public var exclamations: Int { Int(exclamationCount) }
    /// How many question marks stand between this word and the next; at most 255.
    @inlinable public var questions: Int { Int(questionCount) }

    init(text: Range<Int>, folded: Range<Int>, kind: Kind, shape: Shape, gap: Gap) {
        textStart = UInt32(truncatingIfNeeded: text.lowerBound)
        textEnd = UInt32(truncatingIfNeeded: text.upperBound)
        foldedFrom = UInt32(truncatingIfNeeded: folded.lowerBound)
        foldedTo = UInt32(truncatingIfNeeded: folded.upperBound)
        self.kind = kind
        self.shape = shape
        self.gap = gap
    }

    /// Counts one more exclamation mark behind the word.
    mutating func addExclamation() {
        if exclamationCount < .max { exclamationCount += 1 }
    }

    /// Counts one more question mark behind the word.
    mutating func addQuestion() {
        if questionCount < .max { questionCount += 1 }
    }
}
