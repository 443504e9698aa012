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

    /// Takes a word that tells something in; others need not be shown.
    mutating func add(_ token: Token, at index: Int) {
        if token.isBrand { namesBrand = true }
        if token.comparison != nil { compares = true }
        if token.contrast != nil { turn = index }
        exclamations += token.exclamations
    }

    /// The sentence with all its words, of which the last is given.
    func ended(before end: Int, _ last: Token) -> Sentence {
        var whole = self
        whole.words = words.lowerBound..<end
        whole.isQuestion = last.questions > 0
        return whole
    }

    /// Takes note of an opinion in it.
    mutating func add(_ hit: Hit) {
        if hit.kind == .irony { isIronic = true }
        if hit.kind == .event, hit.base < 0 { tellsOfHarm = true }
    }
}
