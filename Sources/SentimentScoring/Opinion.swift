import EarshotModel

/// Where a term is written in the texts of the rule files.
struct TermPlace: Sendable {
    /// The number of the text.
    let text: UInt16
    /// Which of the terms it is that its line stands for.
    var choice: UInt16 = 0
    /// The offset of the line's first byte.
    var start: UInt32 = 0
}

/// An opinion term as the scorer meets it.
struct Opinion: Sendable {
    /// A condition on the neighbours, its words under their numbers.
    struct Condition: Sendable {
        let side: SenseGuard.Side
        let isForbidden: Bool
        let allowsBorder: Bool
        let allowsOpinion: Bool
        /// The words and phrases, each in reading order.
        let phrases: [[UInt32]]
    }

    /// What must hold for a term to have its sense.
    struct Guard: Sendable {
        let conditions: [Condition]
        /// The words with their accents, for terms that only count so spelled.
        var spelling: [String]?
    }

    /// Where the term stands among the texts of the rule files.
    let place: TermPlace
    private let guardNumber: Int32
    private var alternativeNumber: Int32 = -1
    private let points: Int16
    /// What sort of sign it is.
    let kind: EvidenceKind
    /// Whether a negator is one of its words.
    var holdsNegator = false

    /// Creates an opinion; without a guard it has its sense wherever it stands.
    init(at place: TermPlace, value: Int, kind: EvidenceKind, guardedBy guardNumber: Int?) {
        self.place = place
        self.kind = kind
        points = Int16(clamping: value)
        self.guardNumber = guardNumber.map { Int32(clamping: $0) } ?? -1
    }

    /// The value in thousandths of a point.
    var value: Int { Int(points) }

    /// The number of the guard that it must pass.
    var sense: Int? { guardNumber < 0 ? nil : Int(guardNumber) }

    /// The same words in another sense, to be tried when this one's guard does not hold.
    var alternative: Int? {
        get { alternativeNumber < 0 ? nil : Int(alternativeNumber) }
        set { alternativeNumber = newValue.map { Int32(clamping: $0) } ?? -1 }
    }

    /// Whether it has this sense wherever it stands.
    var isPlain: Bool { guardNumber < 0 }
}
