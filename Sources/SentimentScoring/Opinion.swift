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
}
