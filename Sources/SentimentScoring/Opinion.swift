import EarshotModel

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

    let term: String
    /// The value in thousandths of a point.
    let value: Int
    /// What sort of sign it is.
    let kind: EvidenceKind
    let conditions: [Condition]
    /// The words with their accents, for terms that only count so spelled.
    var spelling: [String]?
    /// Whether a negator is one of its words.
    var holdsNegator = false
    /// The same words in another sense, to be tried when this one's guard does not hold.
    var alternative: Int?

    /// Whether it has this sense wherever it stands.
    var isPlain: Bool { conditions.isEmpty && spelling == nil }
}
