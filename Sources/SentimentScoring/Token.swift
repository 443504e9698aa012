import EarshotModel
import TextAnalysis

/// One word of a text, with everything that the rules know of it, looked up once.
struct Token: Sendable {
    let field: EntryField
    let start: Int
    let end: Int
    let kind: Word.Kind
    let shape: Word.Shape
    let gap: Word.Gap
    let exclamations: Int
    let questions: Int
    /// What the word is to the rules; none when it is a name.
    var keys: WordTable.Keys
    /// Whether it belongs to a name of the brand.
    var isBrand = false
    /// Whether it speaks to the brand, as `@acme` does.
    var isAddressed = false
    /// The sentence that it stands in, counted from 0 over title and text.
    var sentence = 0
    /// The clause that it stands in, counted from 0 over title and text.
    var clause = 0
    /// Whether it is a word that begins with an ASCII letter or digit.
    var isASCII = false
    /// What becomes of its term's value, in thousandths, for what its affixes say.
    var affixFactor = 1000
    /// Whether an affix turns its term.
    var isTurned = false
    /// Whether letters of it are said long.
    var isStretched = false
    /// The negator that ends here: on which side stands what it turns.
    var negator: NegatorSide?
    /// The factor of the intensifier that ends here, in thousandths.
    var factor: Int?
    /// The contrast that ends here.
    var contrast: ContrastWord?
    /// The word of comparison that ends here.
    var comparison: ComparisonWord?
    /// What is left of opinions behind the word that ends here, in thousandths.
    var irrealis: Int?
    /// How many words the negator, intensifier or contrast has that ends here.
    var markLength = 1

    var isNumber: Bool { kind == .number }

    /// Where it stands, for the evidence.
    var span: TextSpan { TextSpan(field: field, start: start, end: end) }
}
