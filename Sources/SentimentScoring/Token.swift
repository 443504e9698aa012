import EarshotModel
import TextAnalysis

/// One word of a text, with everything that the rules know of it, looked up once.
///
/// A text has many: what is kept is kept small.
struct Token: Sendable {
    /// What the letters of a word add to what it says.
    struct Form: OptionSet, Sendable {
        let rawValue: UInt8

        /// An affix turns its term.
        static let turned = Form(rawValue: 1)
        /// Letters of it are said long.
        static let stretched = Form(rawValue: 2)
        /// An affix strengthens its term.
        static let boosted = Form(rawValue: 4)
        /// It is written in capitals.
        static let upper = Form(rawValue: 8)
    }

    /// What a word is besides.
    struct Traits: OptionSet, Sendable {
        let rawValue: UInt8

        /// It belongs to a name of the brand.
        static let brand = Traits(rawValue: 1)
        /// It speaks to the brand, as `@acme` does.
        static let addressed = Traits(rawValue: 2)
        /// A word of contrast begins here.
        static let opensContrast = Traits(rawValue: 8)
    }

    private let startByte: UInt32
    private let endByte: UInt32
    /// The number of what the rules know of it, 0 where that is nothing.
    var fact: UInt32 = 0
    private var sentenceNumber: UInt32 = 0
    private var clauseNumber: UInt32 = 0
    /// The factor of the intensifier that ends here, or 0.
    private var factorValue: UInt16 = 0
    /// What is left behind the word that ends here, or none.
    private var irrealisValue: UInt16 = .max
    private var markWords: UInt8 = 1
    private let exclamationCount: UInt8
    private let questionCount: UInt8
    let field: EntryField
    let kind: Word.Kind
    let shape: Word.Shape
    let gap: Word.Gap
    var traits: Traits = []
    /// What its letters add, but for capitals, which `shape` tells.
    var form: Form = []
    /// What may begin here.
    var role = WordFact.Role.nothing
    /// The negator that ends here: on which side stands what it turns.
    var negator: NegatorSide?
    /// The contrast that ends here.
    var contrast: ContrastWord?
    /// The word of comparison that ends here.
    var comparison: ComparisonWord?

    /// A word of a text, before the rules looked at it.
    @inline(__always)
    init(_ word: Word, of field: EntryField) {
        startByte = UInt32(truncatingIfNeeded: word.start)
        endByte = UInt32(truncatingIfNeeded: word.end)
        exclamationCount = UInt8(truncatingIfNeeded: word.exclamations)
        questionCount = UInt8(truncatingIfNeeded: word.questions)
        self.field = field
        kind = word.kind
        shape = word.shape
        gap = word.gap
    }

    /// Stars that stand in a text without words, so that their rating has a place.
    init(stars: Range<Int>, of field: EntryField) {
        startByte = UInt32(truncatingIfNeeded: stars.lowerBound)
        endByte = UInt32(truncatingIfNeeded: stars.upperBound)
        exclamationCount = 0
        questionCount = 0
        self.field = field
        kind = .emoji
        shape = .other
        gap = .sentence
    }
}

extension Token {
    var start: Int { Int(startByte) }
    var end: Int { Int(endByte) }
    var exclamations: Int { Int(exclamationCount) }
    var questions: Int { Int(questionCount) }
    var isNumber: Bool { kind == .number }
    var isBrand: Bool { traits.contains(.brand) }
    var isAddressed: Bool { traits.contains(.addressed) }
    var opensContrast: Bool { traits.contains(.opensContrast) }

    /// Where it stands, for the evidence.
    var span: TextSpan { TextSpan(field: field, start: start, end: end) }

    /// The sentence that it stands in, counted from 0 over title and text.
    var sentence: Int {
        get { Int(sentenceNumber) }
        set { sentenceNumber = UInt32(truncatingIfNeeded: newValue) }
    }

    /// The clause that it stands in, counted from 0 over title and text.
    var clause: Int {
        get { Int(clauseNumber) }
        set { clauseNumber = UInt32(truncatingIfNeeded: newValue) }
    }

    /// The factor of the intensifier that ends here, in thousandths.
    var factor: Int? {
        get { factorValue == 0 ? nil : Int(factorValue) }
        set { factorValue = newValue.map { UInt16(clamping: $0) } ?? 0 }
    }

    /// What is left of opinions behind the word that ends here, in thousandths.
    var irrealis: Int? {
        get { irrealisValue == .max ? nil : Int(irrealisValue) }
        set { irrealisValue = newValue.map { UInt16(clamping: $0) } ?? .max }
    }

    /// How many words the negator, intensifier or contrast has that ends here.
    var markLength: Int {
        get { Int(markWords) }
        set { markWords = UInt8(clamping: newValue) }
    }
}
