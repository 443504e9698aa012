/// HTML as people read it: text in lines, without mark-up.
///
/// Blocks and list entries stand on lines of their own, lines of a quotation begin with `> `, links
/// are their text, scripts and styles are left out, references are resolved. Any bytes are read, in
/// linear time.
public struct PlainText: Hashable, Sendable {
    /// The text; its lines end in U+000A.
    public let text: String

    /// Reads HTML.
    public init(html: String) {
        self.init(html: Array(html.utf8))
    }

    /// Reads HTML in UTF-8.
    public init(html: [UInt8]) {
        var writer = PlainTextWriter(capacity: html.count)
        writer.keepsLines = html.index(of: UInt8(ascii: "<"), from: 0) == nil
        writer.write(html: html, keepsUnknownTags: false)
        text = writer.finished()
    }

    /// Reads a title: one line, in which only tags that HTML has are mark-up.
    ///
    /// "Why I like List<Entry>" so keeps its last word.
    public init(title: [UInt8]) {
        var writer = PlainTextWriter(capacity: title.count)
        writer.isOneLine = true
        writer.write(html: title, keepsUnknownTags: true)
        text = writer.finished()
    }

    /// Reads text that is no HTML: its line ends are kept, blanks at both ends are not.
    init(plain: [UInt8], isOneLine: Bool) {
        var writer = PlainTextWriter(capacity: plain.count)
        writer.keepsLines = !isOneLine
        writer.isOneLine = isOneLine
        writer.write(text: plain, 0..<plain.count, resolvesReferences: false)
        text = writer.finished()
    }
}
