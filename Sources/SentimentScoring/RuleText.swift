/// The text of a rule file in which terms with values stand.
struct RuleText: Sendable {
    /// How mistakes name the file.
    let file: String
    let text: String

    /// The term of the line that begins at an offset.
    func term(at start: Int) -> Substring.UTF8View {
        text.utf8.dropFirst(start).prefix { $0 != UInt8(ascii: "\t") }
    }
}
