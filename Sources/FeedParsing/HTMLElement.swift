/// What an element of HTML does to plain text.
enum HTMLElement: Hashable {
    /// Nothing: its text goes on in the line.
    case inline
    /// Begins and ends a line.
    case block
    /// Ends a line.
    case lineBreak
    /// Begins and ends lines that quote somebody.
    case quotation
    /// Keeps its line ends.
    case preformatted
    /// Is set apart by a blank.
    case cell
    /// Is not shown; the payload tells such elements apart.
    case hidden(UInt64)

    /// The element of a name in any case; `nil` for a name that HTML does not have.
    init?(_ name: ArraySlice<UInt8>) {
        guard name.count <= Self.longestName, let known = Self.table[Self.key(name)] else {
            return nil
        }
        self = known
    }

    /// A hash without collisions among HTML's names; that of another name is as good as never one
    /// of theirs, and would only move a line end.
    private static func key(_ name: some Sequence<UInt8>) -> UInt64 {
        name.reduce(0) { ($0 << 6 | $0 >> 58) ^ UInt64($1.asciiLowercased) }
    }

    private static let longestName = 10

    private static let table: [UInt64: HTMLElement] = {
        var table: [UInt64: HTMLElement] = [:]
        func add(_ names: String, as element: (UInt64) -> HTMLElement) {
            for name in names.split(separator: " ") {
                let key = key(name.utf8)
                table[key] = element(key)
            }
        }
        add("a abbr acronym b bdi bdo big center cite code data del dfn em font i img ins kbd") {
            _ in .inline
        }
        add("label map mark meter nobr output progress q rp rt ruby s samp small source span") {
            _ in .inline
        }
        add("strike strong sub sup time track tt u var wbr area col colgroup base body html") {
            _ in .inline
        }
        add("input link meta param embed picture frame frameset blink") { _ in .inline }
        add("address article aside dd details dialog dir div dl dt fieldset figcaption figure") {
            _ in .block
        }
        add("footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p section") {
            _ in .block
        }
        add("summary table tbody tfoot thead tr ul caption hgroup optgroup option") { _ in .block }
        add("br") { _ in .lineBreak }
        add("blockquote") { _ in .quotation }
        add("pre listing xmp plaintext") { _ in .preformatted }
        add("td th") { _ in .cell }
        add("script style head title template noscript iframe object applet svg math") {
            .hidden($0)
        }
        add("audio video canvas select textarea button noframes noembed") { .hidden($0) }
        return table
    }()
}
