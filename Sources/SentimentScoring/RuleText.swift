/// The text of a rule file in which terms with values stand.
struct RuleText: Sendable {
    /// How mistakes name the file.
    let file: String
    let text: String

    /// The term of the line that begins at an offset.
    func term(at start: Int) -> Substring.UTF8View {
        text.utf8.dropFirst(start).prefix { $0 != UInt8(ascii: "\t") }
    }

    /// How many lines end between two offsets.
    func lineBreaks(from start: Int, to end: Int) -> Int {
        text.utf8.dropFirst(start).prefix(end - start).count { $0 == UInt8(ascii: "\n") }
    }
}
