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

    /// What a word is and what stands around it, packed so that it is copied in one step.
    public struct Signs: Hashable, Sendable {
        /// Kind, shape, gap, exclamation marks and question marks, a byte each from the lowest on.
        @usableFromInline var packed: UInt64

        /// Creates the signs of a word without marks behind it.
        @inlinable public init(_ kind: Kind, _ shape: Shape, _ gap: Gap) {
            packed =
                UInt64(kind.rawValue) | UInt64(shape.rawValue) << 8 | UInt64(gap.rawValue) << 16
        }
    }

    /// Where it starts in the text, and in the upper half where it ends.
    public let place: UInt64
    /// The same in the folded text.
    @usableFromInline let foldedPlace: UInt64
    /// What it is and what stands around it.
    public internal(set) var signs: Signs

    /// The offset of the word's first byte in the text.
    @inlinable public var start: Int { Int(place & 0xFFFF_FFFF) }
    /// The offset behind the word's last byte in the text.
    @inlinable public var end: Int { Int(place >> 32) }
    /// The offset of the first byte of the folded word in `AnalysedText.folded`.
    @inlinable public var foldedStart: Int { Int(foldedPlace & 0xFFFF_FFFF) }
    /// The offset behind the last byte of the folded word in `AnalysedText.folded`.
    @inlinable public var foldedEnd: Int { Int(foldedPlace >> 32) }
    /// What the word is.
    @inlinable public var kind: Kind { signs.kind }
    /// How capitals are spread over it.
    @inlinable public var shape: Shape { signs.shape }
    /// What stands before it.
    @inlinable public var gap: Gap { signs.gap }
    /// How many exclamation marks stand between this word and the next; at most 255.
    @inlinable public var exclamations: Int { signs.exclamations }
    /// How many question marks stand between this word and the next; at most 255.
    @inlinable public var questions: Int { signs.questions }

    @inline(__always)
    init(text: Range<Int>, folded: Range<Int>, kind: Kind, shape: Shape, gap: Gap) {
        place = Self.place(of: text)
        foldedPlace = Self.place(of: folded)
        signs = Signs(kind, shape, gap)
    }

    /// A range of bytes as `place` has it.
    @inlinable
    public static func place(of range: Range<Int>) -> UInt64 {
        UInt64(UInt32(truncatingIfNeeded: range.lowerBound))
            | UInt64(truncatingIfNeeded: range.upperBound) << 32
    }
}

extension Word.Signs {
    /// The kind as a number, for those who only compare it.
    @inlinable public var kindNumber: UInt8 { byte(0) }
    /// What the word is.
    @inlinable public var kind: Word.Kind { Word.Kind(rawValue: byte(0)) ?? .word }
    /// How capitals are spread over it.
    @inlinable public var shape: Word.Shape { Word.Shape(rawValue: byte(1)) ?? .other }
    /// What stands before it.
    @inlinable public var gap: Word.Gap { Word.Gap(rawValue: byte(2)) ?? .sentence }
    /// Whether at most a space stands before the word, and no marks behind it.
    @inlinable public var isPlain: Bool { packed & 0xFF_FF02_0000 == 0 }
    /// How many exclamation marks stand between this word and the next; at most 255.
    @inlinable public var exclamations: Int { Int(byte(3)) }
    /// How many question marks stand between this word and the next; at most 255.
    @inlinable public var questions: Int { Int(byte(4)) }

    @inlinable
    func byte(_ place: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: packed &>> (place &* 8)) }

    /// Counts one more exclamation mark behind the word.
    mutating func addExclamation() {
        if exclamations < 255 { packed += 1 << 24 }
    }

    /// Counts one more question mark behind the word.
    mutating func addQuestion() {
        if questions < 255 { packed += 1 << 32 }
    }
}
