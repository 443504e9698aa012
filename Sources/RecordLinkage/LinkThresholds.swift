import EarshotModel

/// From which probability on a link is made, and from which on it is offered to a person.
public struct LinkThresholds: Hashable, Sendable {
    /// The shipped ones: linked from .97, suggested from .3.
    public static let standard = LinkThresholds(linked: 0.97, suggested: 0.3)

    /// The least probability of a link.
    public let linked: Double
    /// The least probability of a suggestion.
    public let suggested: Double

    /// Creates thresholds; a link needs at least what a suggestion needs.
    public init(linked: Double, suggested: Double) {
        self.linked = max(linked, suggested)
        self.suggested = suggested
    }

    /// What follows from a probability.
    ///
    /// A name alone never links: people of the same name are different people.
    func decision(on probability: Double, hasKey: Bool) -> LinkDecision {
        if probability >= linked, hasKey { return .linked }
        return probability >= suggested ? .suggested : .none
    }
}
