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
        /// A word of contrast or of comparison ends here.
        static let weighs = Traits(rawValue: 16)
    }

    /// Where it stands, as `Word.place` has it.
    private let place: UInt64
    /// What it is, and what stands around it.
    private let signs: Word.Signs
    /// What the memory told of it.
    private var answer: WordMemory.Answer
    /// The factor of the intensifier that ends here, or 0.
    private var factorValue: UInt16 = 0
    /// What is left behind the word that ends here, or none.
    private var irrealisValue: UInt16 = .max
    private var markWords: UInt8 = 1
    var traits: Traits = []
    /// The negator that ends here: on which side stands what it turns.
    var negator: NegatorSide?
    /// The contrast that ends here.
    var contrast: ContrastWord? {
        didSet { traits.insert(.weighs) }
    }
    /// The word of comparison that ends here.
    var comparison: ComparisonWord? {
        didSet { traits.insert(.weighs) }
    }
    let field: EntryField

    /// A word of a text, with what is known of it.
    @inline(__always)
    init(_ word: Word, of field: EntryField, _ answer: WordMemory.Answer) {
        place = word.place
        signs = word.signs
        self.answer = answer
        self.field = field
    }

    /// Stars that stand in a text without words, so that their rating has a place.
    init(stars: Range<Int>, of field: EntryField) {
        place = Word.place(of: stars)
        signs = Word.Signs(.emoji, .other, .sentence)
        answer = .nothing
        self.field = field
    }
}

extension Token {
    var start: Int { Int(place & 0xFFFF_FFFF) }
    var end: Int { Int(place >> 32) }
    var kind: Word.Kind { signs.kind }
    var shape: Word.Shape { signs.shape }
    var gap: Word.Gap { signs.gap }
    var exclamations: Int { signs.exclamations }
    var questions: Int { signs.questions }
    var isNumber: Bool { kind == .number }
    /// Whether a sentence or a clause may begin at it, or it tells its sentence something.
    var isTelling: Bool { !signs.isPlain || !traits.isEmpty }
    var isBrand: Bool { traits.contains(.brand) }
    var isAddressed: Bool { traits.contains(.addressed) }
    var opensContrast: Bool { traits.contains(.opensContrast) }

    /// Makes it a word of the brand's name, which may speak to the brand.
    mutating func takeAsBrand(isAt: Bool) {
        answer = .nothing
        traits.insert(.brand)
        if kind == .handle, isAt { traits.insert(.addressed) }
    }

    /// The number of what the rules know of it, 0 where that is nothing.
    var fact: UInt32 { answer.fact }

    /// What may begin here.
    var role: WordFact.Role { answer.role }

    /// What its letters add, but for capitals, which `shape` tells.
    var form: Form { answer.form }

    /// Whether a node may lead on to it.
    func mayFollow(_ place: RuleTrie.Node) -> Bool { place.mayLead(byAny: answer.keyBits) }

    /// Whether the term of a word that only leads on may go on to it.
    func mayFollow(_ lead: Token) -> Bool { lead.answer.followers & answer.keyBits != 0 }

    /// Makes it nothing to the rules, but that a number stays one.
    mutating func forget() {
        guard isNumber else {
            answer = .nothing
            return
        }
        (answer.fact, answer.form) = (0, [])
        // Without its fact only the tree knows what a number is.
        if answer.role != .nothing { answer.role = .terms }
    }

    /// Where it stands, for the evidence.
    var span: TextSpan { TextSpan(field: field, start: start, end: end) }

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
