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
    private(set) var output: [UInt8] = []
    /// The text of all runs in the piece, one behind the other.
    private(set) var texts: [UInt8] = []
    /// Where each run ends in `texts`.
    private(set) var textEnds: [Int] = []
    /// Whether anything had to be mended.
    private(set) var isMended = false
    /// Whether the outermost element was closed.
    private(set) var isComplete = false
    /// Whether elements stood too deep inside one another and were taken out.
    private(set) var isFlattened = false
    /// Whether a tag was longer than the limit and lost what stands behind it.
    private(set) var isShortened = false

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
    private mutating func endRun() {
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

    // MARK: - Attributes

    /// How far a start tag has been read.
    private struct TagScan {
        enum End { case none, start, empty }

        var position: Int
        /// Where the part of the tag ends that may reach libxml2.
        let limit: Int
        var namespaces: Int
        var attributes = 0
        var end = End.none

        init(at position: Int, limit: Int, namespaces: Int) {
            self.position = position
            self.limit = limit
            self.namespaces = namespaces
        }
    }

    /// Copies one attribute; `false` when the tag has ended or the document does.
    private mutating func copyAttribute(_ tag: inout TagScan) -> Bool {
        skipSpace(&tag)
        guard tag.position < input.count else { return false }
        switch input[tag.position] {
        case UInt8(ascii: ">"):
            tag.position += 1
            tag.end = .start
            return false
        case UInt8(ascii: "<"):
            isMended = true
            tag.end = .start
            return false
        case UInt8(ascii: "/"):
            tag.position += 1
            guard tag.position < input.count, input[tag.position] == UInt8(ascii: ">") else {
                return true
            }
            tag.position += 1
            tag.end = .empty
            return false
        default:
            copyNamedAttribute(&tag)
            return true
        }
    }

    private mutating func copyNamedAttribute(_ tag: inout TagScan) {
        let name = tag.position..<nameEnd(from: tag.position)
        guard !name.isEmpty, name.upperBound < input.count else {
            isMended = true
            tag.position = max(name.upperBound, tag.position + 1)
            return
        }
        tag.position = name.upperBound
        skipSpace(&tag)
        var value = name
        var quote = UInt8(ascii: "\"")
        if tag.position < input.count, input[tag.position] == UInt8(ascii: "=") {
            tag.position += 1
            skipSpace(&tag)
            guard let found = attributeValue(&tag, &quote) else { return }
            value = found
        } else {
            isMended = true
        }
        guard tag.position < tag.limit else {
            isShortened = true
            return
        }
        guard mayTake(name, &tag) else { return }
        output.append(UInt8(ascii: " "))
        output.append(input, name)
        output.append(UInt8(ascii: "="))
        output.append(quote)
        copyValue(value, quote: quote)
        output.append(quote)
    }

    /// The range of a value, with or without quotes; `nil` when the tag is cut within it.
    private mutating func attributeValue(_ tag: inout TagScan, _ quote: inout UInt8) -> Range<Int>?
    {
        guard tag.position < input.count else { return nil }
        let first = input[tag.position]
        if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
            let start = tag.position + 1
            let limit = start + limits.tagBytes
            if let end = input.index(of: first, from: start, before: limit) {
                quote = first
                tag.position = end + 1
                return start..<end
            }
            tag.position = start
            if let long = longValue(from: start, limit, first, &tag) { return long }
        }
        isMended = true
        let start = tag.position
        while tag.position < input.count, !input[tag.position].isASCIISpace,
            input[tag.position] != UInt8(ascii: ">"), input[tag.position] != UInt8(ascii: "<")
        {
            tag.position += 1
        }
        return start..<tag.position
    }

    /// A value that is longer than a tag may be; `nil` when the tag ends before, so that it is the
    /// quotation mark at its end that is missing.
    private func longValue(
        from start: Int,
        _ limit: Int,
        _ quote: UInt8,
        _ tag: inout TagScan
    ) -> Range<Int>? {
        let close = input.index(of: UInt8(ascii: ">"), from: start) ?? input.count
        guard close >= limit else { return nil }
        let end = input.index(of: quote, from: start, before: close)
        tag.position = end.map { $0 + 1 } ?? close
        return start..<(end ?? close)
    }

    /// Whether one more attribute may reach libxml2, whose time grows with their square.
    private mutating func mayTake(_ name: Range<Int>, _ tag: inout TagScan) -> Bool {
        let first = input[name.lowerBound]
        guard first.isASCIILetter || first == UInt8(ascii: "_"),
            tag.attributes < Self.attributesPerTag
        else {
            isMended = true
            return false
        }
        if input.has("xmlns", at: name.lowerBound) {
            guard tag.namespaces < Self.namespacesInScope else {
                isMended = true
                return false
            }
            tag.namespaces += 1
        }
        tag.attributes += 1
        return true
    }

    private mutating func copyValue(_ value: Range<Int>, quote: UInt8) {
        position = value.lowerBound
        while position < value.upperBound {
            let end = input.first(MarkupInXML.self, in: position..<value.upperBound)
            appendQuoted(position..<end, quote: quote)
            position = end
            guard position < value.upperBound else { return }
            switch input[position] {
            case UInt8(ascii: "<"):
                output.append("&#60;")
                position += 1
                isMended = true
            case UInt8(ascii: "&"): reference(before: value.upperBound)
            default: output.append(input, allowedCharacter())
            }
        }
    }

    private mutating func appendQuoted(_ range: Range<Int>, quote: UInt8) {
        guard input[range].contains(quote) else { return output.append(input, range) }
        for byte in input[range] {
            if byte == quote { output.append("&#34;") } else { output.append(byte) }
        }
    }

    // MARK: - Text

    /// Text up to the next tag, or a part of it where it is long.
    private mutating func text() {
        let longest = texts.count + Self.pieceBytes
        while position < input.count, texts.count < longest {
            let end = input.first(
                MarkupInXML.self,
                in: position..<min(input.count, position + Self.pieceBytes)
            )
            texts.append(input, position..<end)
            position = end
            guard position < input.count, input[position] != UInt8(ascii: "<") else { break }
            if input[position] == UInt8(ascii: "&") {
                textReference()
            } else if MarkupInXML.contains(input[position]) {
                texts.append(input, allowedCharacter())
            }
        }
        endRun()
    }

    private mutating func textReference() {
        if let byte = markupReference() { return texts.append(byte) }
        let reference = CharacterReference(in: input, at: position, before: input.count)
        position += reference.length
        switch reference.meaning {
        case .scalar(let scalar): texts.append(scalar: scalar)
        case .nothing: isMended = true
        case .text:
            isMended = true
            texts.append(UInt8(ascii: "&"))
        }
    }

    /// Reads `&lt;`, `&gt;` or `&amp;`, of which escaped HTML is full, without a closer look.
    private mutating func markupReference() -> UInt8? {
        guard position + 4 < input.count else { return nil }
        let bytes = (
            input[position + 1], input[position + 2], input[position + 3], input[position + 4]
        )
        switch bytes {
        case (UInt8(ascii: "l"), UInt8(ascii: "t"), UInt8(ascii: ";"), _):
            position += 4
            return UInt8(ascii: "<")
        case (UInt8(ascii: "g"), UInt8(ascii: "t"), UInt8(ascii: ";"), _):
            position += 4
            return UInt8(ascii: ">")
        case (UInt8(ascii: "a"), UInt8(ascii: "m"), UInt8(ascii: "p"), UInt8(ascii: ";")):
            position += 5
            return UInt8(ascii: "&")
        default: return nil
        }
    }

    /// Moves behind a character that XML may forbid, and returns what is allowed of it: U+FEFF and
    /// its like, but no control character, U+FFFE or U+FFFF.
    private mutating func allowedCharacter() -> Range<Int> {
        let start = position
        guard input[start] == 0xEF else {
            position += 1
            return start..<start
        }
        position = min(start + 3, input.count)
        let isForbidden =
            position - start == 3 && input[start + 1] == 0xBF && input[start + 2] >= 0xBE
        return isForbidden ? start..<start : start..<position
    }

    private mutating func reference(before end: Int) {
        let reference = CharacterReference(in: input, at: position, before: end)
        switch reference.meaning {
        case .scalar(let scalar) where scalar.value < 0x40 && scalar.value > 0x20:
            output.append("&#")
            output.append(contentsOf: String(scalar.value).utf8)
            output.append(UInt8(ascii: ";"))
        case .scalar(let scalar): output.append(scalar: scalar)
        case .nothing: isMended = true
        case .text:
            isMended = true
            output.append("&#38;")
        }
        position += reference.length
    }

    // MARK: - Scanning

    private func nameEnd(from start: Int) -> Int {
        var index = start
        while index < input.count, Self.isNameByte(input[index]) { index += 1 }
        return index
    }

    private mutating func skipSpace(_ tag: inout TagScan) {
        while tag.position < input.count, input[tag.position].isASCIISpace { tag.position += 1 }
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

    private static let pieceBytes = 1 << 14
    private static let attributesPerTag = 256
    private static let namespacesInScope = 256
    private static let entryNames: [[UInt8]] = ["item", "entry"].map { Array($0.utf8) }
    private static let voidNames: [[UInt8]] = ["br", "hr", "img", "wbr"].map { Array($0.utf8) }
}
