/// Turns a feed as it is into mark-up that libxml2 reads without stumbling, in one pass.
///
/// Text does not go through libxml2: a mark stands in for each run of it, and the run itself is
/// handed over beside, so that nothing in a text can upset the parser or cost it time.
///
/// Comments, processing instructions and declarations are left out, a DTD with all its entities
/// among them. Bare `&` and `<` become text, HTML's named entities become their characters,
/// attributes get quotes, crossed and stray end tags are put in order, characters that XML forbids
/// are dropped. Tags are limited in length, attributes, namespaces and nesting, because libxml2
/// 2.9.14 needs quadratic time there. The input is well-formed UTF-8.
struct XMLRepair {
    /// The next piece of the document, valid after each `fill`.
    var output: [UInt8] = []
    /// The text of all runs in the piece, one behind the other.
    var texts: [UInt8] = []
    /// Where each run ends in `texts`.
    private(set) var textEnds: [Int] = []
    /// Whether anything had to be mended.
    var isMended = false
    /// Whether the outermost element was closed.
    private(set) var isComplete = false
    /// Whether elements stood too deep inside one another and were taken out.
    private(set) var isFlattened = false
    /// Whether a tag was longer than the limit and lost what stands behind it.
    var isShortened = false

    let input: [UInt8]
    let limits: ParsingLimits
    var position: Int
    private var isFinished = false
    private var runs = 0
    private var open: [OpenElement] = []

    /// An element that waits for its end tag.
    private struct OpenElement {
        let name: Range<Int>
        let namespaces: Int
    }

    /// Creates a pass over the input from the outermost element's `<` on.
    init(_ input: [UInt8], from position: Int, limits: ParsingLimits) {
        self.input = input
        self.position = position
        self.limits = limits
        output.reserveCapacity(Self.pieceBytes * 2)
    }

    /// Puts the next piece into `output`; `false` when nothing is left.
    mutating func fill() -> Bool {
        output.removeAll(keepingCapacity: true)
        texts.removeAll(keepingCapacity: true)
        textEnds.removeAll(keepingCapacity: true)
        while output.count < Self.pieceBytes, texts.count < Self.pieceBytes, !isFinished {
            guard position < input.count else {
                isFinished = true
                break
            }
            if input[position] == UInt8(ascii: "<") { markup() } else { text() }
        }
        return !output.isEmpty
    }

    // MARK: - Mark-up

    private mutating func markup() {
        guard position + 1 < input.count else { return endEarly() }
        switch input[position + 1] {
        case UInt8(ascii: "/"): endTag()
        case UInt8(ascii: "?"): skip(past: "?>")
        case UInt8(ascii: "!"):
            if input.has("<![cdata[", at: position) {
                characterData()
            } else if input.has("<!--", at: position) {
                skip(past: "-->")
            } else {
                skip(past: ">")
            }
        case let byte where byte.isASCIILetter || byte == UInt8(ascii: "_"): startTag()
        default: literalLessThan()
        }
    }

    private mutating func literalLessThan() {
        texts.append(UInt8(ascii: "<"))
        endRun()
        position += 1
        isMended = true
    }

    private mutating func skip(past end: StaticString) {
        guard let behind = input.end(of: end, from: position + 2) else { return endEarly() }
        position = behind
    }

    private mutating func characterData() {
        guard let behind = input.end(of: "]]>", from: position + 9) else { return endEarly() }
        position += 9
        let last = behind - 3
        while position < last {
            let end = input.first(ForbiddenInXML.self, in: position..<last)
            texts.append(input, position..<end)
            position = end
            if position < last { texts.append(input, allowedCharacter()) }
        }
        endRun()
        position = behind
    }

    /// Sets the mark of the text that has come in since the last one.
    mutating func endRun() {
        guard texts.count > textEnds.last ?? 0 else { return }
        textEnds.append(texts.count)
        output.append(Self.mark(ofRun: runs))
        runs += 1
    }

    private mutating func endTag() {
        let start = position + 2
        let name = start..<nameEnd(from: start)
        guard let behind = input.end(of: ">", from: name.upperBound) else { return endEarly() }
        position = behind
        guard !name.isEmpty, let depth = open.lastIndex(where: { isSameName($0.name, name) }) else {
            isMended = true
            return
        }
        if depth < open.count - 1 { isMended = true }
        while open.count > depth { closeInnermost() }
    }

    private mutating func closeInnermost() {
        guard let element = open.popLast() else { return }
        output.append("</")
        output.append(input, element.name)
        output.append(UInt8(ascii: ">"))
        if open.isEmpty {
            isComplete = true
            isFinished = true
        }
    }

    private mutating func startTag() {
        let name = (position + 1)..<nameEnd(from: position + 1)
        guard name.upperBound < input.count else { return endEarly() }
        guard name.count < limits.tagBytes, isTagDelimiter(input[name.upperBound]) else {
            return literalLessThan()
        }
        if isEntryInEntry(name) {
            isMended = true
            closeInnermost()
        }
        let mark = output.count
        output.append(UInt8(ascii: "<"))
        output.append(input, name)
        let inherited = open.last?.namespaces ?? 0
        let limit = position + limits.tagBytes
        var tag = TagScan(at: name.upperBound, limit: limit, namespaces: inherited)
        while copyAttribute(&tag) {}
        switch tag.end {
        case .none:
            output.removeSubrange(mark...)
            endEarly()
        case .empty:
            output.append("/>")
            position = tag.position
            isComplete = open.isEmpty
            isFinished = open.isEmpty
        case .start:
            position = tag.position
            finishStart(of: OpenElement(name: name, namespaces: tag.namespaces), from: mark)
        }
    }

    /// Ends a start tag; one that stands too deep is taken back, so that only its content remains.
    private mutating func finishStart(of element: OpenElement, from mark: Int) {
        if open.count >= limits.depth {
            output.removeSubrange(mark...)
            isFlattened = true
        } else if isUnclosedVoid(element.name) {
            output.append("/>")
            isMended = true
        } else {
            output.append(UInt8(ascii: ">"))
            open.append(element)
        }
    }

    /// Whether an entry begins right inside another, whose end tag is missing then.
    private func isEntryInEntry(_ name: Range<Int>) -> Bool {
        guard let outer = open.last, isSameName(outer.name, name) else { return false }
        return Self.entryNames.contains { input[name].elementsEqual($0) }
    }

    /// Whether it is an element of HTML that has no content and stands here as HTML writes it.
    private func isUnclosedVoid(_ name: Range<Int>) -> Bool {
        guard name.count == 2 || name.count == 3, !open.isEmpty,
            !input.has("</", at: position)
        else { return false }
        return Self.voidNames.contains { input[name].elementsEqual($0) }
    }

    /// The document ends within something.
    private mutating func endEarly() {
        position = input.count
        isFinished = true
    }

    // MARK: - Scanning

    func nameEnd(from start: Int) -> Int {
        var index = start
        while index < input.count, Self.isNameByte(input[index]) { index += 1 }
        return index
    }

    private func isTagDelimiter(_ byte: UInt8) -> Bool {
        byte.isASCIISpace || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
    }

    private func isSameName(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        left.count == right.count && input[left].elementsEqual(input[right])
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: ":")
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// The mark that stands in for a run of text, by the run's number in the document.
    static func mark(ofRun number: Int) -> UInt8 {
        UInt8(ascii: "a") + UInt8(truncatingIfNeeded: number % 26)
    }

    static let pieceBytes = 1 << 14
    private static let entryNames: [[UInt8]] = ["item", "entry"].map { Array($0.utf8) }
    private static let voidNames: [[UInt8]] = ["br", "hr", "img", "wbr"].map { Array($0.utf8) }
}
