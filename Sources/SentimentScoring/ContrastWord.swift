/// A word such as "but" or "although": which side of it weighs more.
enum ContrastWord: String, CaseIterable, Sendable {
    /// What follows weighs more, what stands before less.
    case after
    /// What follows weighs less.
    case before
}
