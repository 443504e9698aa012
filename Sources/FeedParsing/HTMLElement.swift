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
    case hidden(Int)

    /// The element of a name in any case; `nil` for a name that HTML does not have.
    init?(_ name: ArraySlice<UInt8>) {
        self.init(0..<name.count, in: Array(name))
    }

    /// The element of the name that stands in a range.
    init?(_ name: Range<Int>, in bytes: [UInt8]) {
        guard let index = Self.table.index(of: name, in: bytes) else { return nil }
        self = Self.table.meanings[index]
    }

    private static let table: HTMLNameTable<HTMLElement> = {
        var entries: [(name: String, meaning: HTMLElement)] = []
        func add(_ names: String, as element: (Int) -> HTMLElement) {
            for name in names.split(separator: " ") {
                entries.append((String(name), element(entries.count)))
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
        return HTMLNameTable(entries)
    }()
}
