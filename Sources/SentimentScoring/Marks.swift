import TextAnalysis

/// Which things that change opinions stand in a text at all, so that most rules need not look.
struct Marks: OptionSet, Sendable {
    let rawValue: UInt16

    static let negator = Marks(rawValue: 1)
    static let intensifier = Marks(rawValue: 1 << 1)
    static let irrealis = Marks(rawValue: 1 << 2)
    /// An opinion with a word in capitals.
    static let capitals = Marks(rawValue: 1 << 3)
    /// An opinion whose words add something by their letters.
    static let forms = Marks(rawValue: 1 << 4)
    static let contrast = Marks(rawValue: 1 << 5)
    static let comparison = Marks(rawValue: 1 << 6)
    static let exclamation = Marks(rawValue: 1 << 7)
    static let question = Marks(rawValue: 1 << 8)
    /// A sign of irony, or something bad that happened.
    static let irony = Marks(rawValue: 1 << 9)
    /// Two opinions side by side.
    static let neighbours = Marks(rawValue: 1 << 10)
    /// Words of others.
    static let quotations = Marks(rawValue: 1 << 11)
    /// So many words that praise counts less.
    static let length = Marks(rawValue: 1 << 12)
    /// The brand's name.
    static let brand = Marks(rawValue: 1 << 13)

    /// The marks that the signs of a text alone set.
    init(_ traits: AnalysedText.Traits) {
        self = []
        if traits.contains(.exclamations) { insert(.exclamation) }
        if traits.contains(.questions) { insert(.question) }
    }

    init(rawValue: UInt16) {
        self.rawValue = rawValue
    }
}
