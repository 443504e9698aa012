/// How much of a text its feed gives us to judge.
public enum EntryExtent: String, CaseIterable, Codable, Sendable {
    /// All of it.
    case full
    /// Its beginning.
    case excerpt
    /// Nothing but the title.
    case headline
}
