import EarshotModel

/// One sentence of a reading, and what the rules ask of it as a whole, counted once.
struct Sentence: Sendable {
    /// Its words.
    private(set) var words: Range<Int>
    /// How many exclamation marks stand in it and behind it.
    private(set) var exclamations = 0
    /// Whether a question mark ends it.
    private(set) var isQuestion = false
    /// Its last word of contrast.
    private(set) var turn: Int?

    /// Whether the brand is named in it.
    private(set) var namesBrand = false
    /// Whether a word of comparison stands in it.
    private(set) var compares = false
    /// Whether a sign of irony stands in it.
    private(set) var isIronic = false
    /// Whether it tells of something bad that happened.
    private(set) var tellsOfHarm = false

    /// Begins a sentence at a word, without words so far.
    init(at first: Int) {
        words = first..<first
    }

    /// Takes the next word in.
    mutating func add(_ token: Token) {
        if token.isBrand { namesBrand = true }
        if token.comparison != nil { compares = true }
        if token.contrast != nil { turn = words.upperBound }
        words = words.lowerBound..<(words.upperBound + 1)
        exclamations += token.exclamations
        isQuestion = token.questions > 0
    }

    /// Takes note of an opinion in it.
    mutating func add(_ hit: Hit) {
        if hit.kind == .irony { isIronic = true }
        if hit.kind == .event, hit.base < 0 { tellsOfHarm = true }
    }
}
