/// On which side of a negator stands what it turns.
enum NegatorSide: String, CaseIterable, Sendable {
    /// The negator stands before the opinion: "not good".
    case before
    /// The negator stands behind it: "gefällt mir nicht".
    case behind
    /// Before it where an opinion follows in the clause, else behind it.
    case both
}
