/// A page of the manual in the language of man(7).
struct Roff {
    /// The page so far.
    private(set) var text: String
    /// Whether a heading was the last, which begins a paragraph by itself.
    private var isAtHeading = true

    /// Begins a page, such as `earshot` in section 1.
    init(page: String, section: Int) {
        let title = "\(Self.escaped(page.uppercased())) \(section) \"\""
        text = ".TH \(title) \"Earshot \(Version.text)\" \"Earshot manual\"\n"
    }

    /// A heading over what follows.
    mutating func section(_ name: String) {
        text += ".SH \(name.uppercased())\n"
        isAtHeading = true
    }

    /// A smaller heading.
    mutating func subsection(_ name: String) {
        text += ".SS \(Self.escaped(name))\n"
        isAtHeading = true
    }

    /// A paragraph.
    mutating func paragraph(_ words: String) {
        beginParagraph()
        text += "\(Self.line(words))\n"
    }

    /// A term in bold, what stands behind it, and what it means, set in.
    mutating func term(_ name: String, _ detail: String = "", means sentence: String) {
        let behind = detail.isEmpty ? "" : " \(Self.escaped(detail))"
        isAtHeading = false
        text += ".TP\n\\fB\(Self.escaped(name))\\fR\(behind)\n\(Self.line(sentence))\n"
    }

    /// Lines that stand as they are written.
    mutating func example(_ lines: String) {
        beginParagraph()
        text += ".EX\n"
        for line in lines.split(separator: "\n", omittingEmptySubsequences: false) {
            text += Self.line(String(line)) + "\n"
        }
        text += ".EE\n"
    }

    // MARK: -

    private mutating func beginParagraph() {
        if !isAtHeading { text += ".PP\n" }
        isAtHeading = false
    }

    /// Words in which nothing is an escape; a hyphen is one that can be copied into a shell.
    private static func escaped(_ words: String) -> String {
        words.replacing("\\", with: "\\e").replacing("-", with: "\\-")
            .replacing("\"", with: "\\(dq").replacing("\n", with: " ")
    }

    /// A line of text, which is no request even where it begins with a dot or an apostrophe.
    private static func line(_ words: String) -> String {
        let line = escaped(words)
        return line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
    }
}
