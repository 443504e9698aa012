/// Turns a feed as it is into mark-up that libxml2 reads without stumbling, in one pass.
///
/// Comments, processing instructions and declarations are left out, a DTD with all its entities
/// among them. Bare `&` and `<` become text, HTML's named entities become their characters,
/// attributes get quotes, crossed and stray end tags are put in order, characters that XML forbids
/// are dropped. Tags are limited in length, attributes, namespaces and nesting, because libxml2
/// 2.9.14 needs quadratic time there. The input is well-formed UTF-8.
struct XMLRepair {
    /// The next piece of the document, valid after each `fill`.
    private(set) var output: [UInt8] = []
    /// Whether anything had to be mended.
    private(set) var isMended = false
    /// Whether the outermost element was closed.
    private(set) var isComplete = false
    /// Whether elements stood too deep inside one another and were taken out.
    private(set) var isFlattened = false
    /// The limit that ended the document early.
    private(set) var stop: FeedError?

    let input: [UInt8]
    let limits: ParsingLimits
    var position: Int
    private var isFinished = false
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
        while output.count < Self.pieceBytes, !isFinished {
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
        output.append("&#60;")
        position += 1
        isMended = true
    }

    private mutating func skip(past end: StaticString) {
        guard let behind = input.end(of: end, from: position + 2) else { return endEarly() }
        position = behind
    }

    /// Copies a section, a long one in several: libxml2 gives up on one of more than 10 MB.
    private mutating func characterData() {
        guard let behind = input.end(of: "]]>", from: position + 9) else { return endEarly() }
        position += 9
        let last = behind - 3
        output.append("<![CDATA[")
        while position < last {
            let end = sectionEnd(before: min(plainEnd(from: position, stopsAtMarkup: false), last))
            output.append(contentsOf: input[position..<end])
            let isLong = end - position >= Self.pieceBytes
            position = end
            guard position < last else { break }
            if !isLong { forbiddenCharacter() }
            // Brackets that a dropped character parted must not end the section together.
            if isLong || output.last == UInt8(ascii: "]") { output.append("]]><![CDATA[") }
        }
        output.append("]]>")
        position = behind
    }

    /// The end itself, or one that is nearer and not within a character.
    private func sectionEnd(before end: Int) -> Int {
        guard end - position > Self.pieceBytes * 2 else { return end }
        var near = position + Self.pieceBytes
        while near < end, input[near] & 0xC0 == 0x80 { near += 1 }
        return near
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
        output.append(contentsOf: input[element.name])
        output.append(UInt8(ascii: ">"))
        if open.isEmpty {
            isComplete = true
            isFinished = true
        }
    }

    private mutating func startTag() {
        let name = (position + 1)..<nameEnd(from: position + 1)
        let limit = min(input.count, position + limits.tagBytes)
        guard name.upperBound < limit else { return endEarly(tagLimit: limit) }
        guard isTagDelimiter(input[name.upperBound]) else { return literalLessThan() }
        if isEntryInEntry(name) {
            isMended = true
            closeInnermost()
        }
        let mark = output.count
        output.append(UInt8(ascii: "<"))
        output.append(contentsOf: input[name])
        let inherited = open.last?.namespaces ?? 0
        var tag = TagScan(at: name.upperBound, limit: limit, namespaces: inherited)
        while copyAttribute(&tag) {}
        switch tag.end {
        case .none:
            output.removeSubrange(mark...)
            endEarly(tagLimit: limit)
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

    /// The document ends within something, or a tag is too long to go on.
    private mutating func endEarly(tagLimit: Int? = nil) {
        if let tagLimit, tagLimit < input.count { stop = .tagTooLong(limit: limits.tagBytes) }
        position = input.count
        isFinished = true
    }

    // MARK: - Attributes

    /// How far a start tag has been read.
    private struct TagScan {
        enum End { case none, start, empty }

        var position: Int
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
        guard tag.position < tag.limit else { return false }
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
            guard tag.position < tag.limit, input[tag.position] == UInt8(ascii: ">") else {
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
        guard !name.isEmpty, name.upperBound < tag.limit else {
            isMended = true
            tag.position = max(name.upperBound, tag.position + 1)
            return
        }
        tag.position = name.upperBound
        skipSpace(&tag)
        var value = name
        var quote = UInt8(ascii: "\"")
        if tag.position < tag.limit, input[tag.position] == UInt8(ascii: "=") {
            tag.position += 1
            skipSpace(&tag)
            guard let found = attributeValue(&tag, &quote) else { return }
            value = found
        } else {
            isMended = true
        }
        guard mayTake(name, &tag) else { return }
        output.append(UInt8(ascii: " "))
        output.append(contentsOf: input[name])
        output.append(UInt8(ascii: "="))
        output.append(quote)
        copyValue(value, quote: quote)
        output.append(quote)
    }

    /// The range of a value, with or without quotes; `nil` when the tag is cut within it.
    private mutating func attributeValue(_ tag: inout TagScan, _ quote: inout UInt8) -> Range<Int>?
    {
        guard tag.position < tag.limit else { return nil }
        let first = input[tag.position]
        if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
            let start = tag.position + 1
            if let end = input.index(of: first, from: start, before: tag.limit) {
                quote = first
                tag.position = end + 1
                return start..<end
            }
            tag.position = start
        }
        isMended = true
        let start = tag.position
        while tag.position < tag.limit, !input[tag.position].isASCIISpace,
            input[tag.position] != UInt8(ascii: ">"), input[tag.position] != UInt8(ascii: "<")
        {
            tag.position += 1
        }
        return start..<tag.position
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
            let end = min(plainEnd(from: position, stopsAtMarkup: true), value.upperBound)
            appendQuoted(position..<end, quote: quote)
            position = end
            guard position < value.upperBound else { return }
            switch input[position] {
            case UInt8(ascii: "<"): literalLessThan()
            case UInt8(ascii: "&"): reference(before: value.upperBound)
            default: forbiddenCharacter()
            }
        }
    }

    private mutating func appendQuoted(_ range: Range<Int>, quote: UInt8) {
        guard input[range].contains(quote) else { return output.append(contentsOf: input[range]) }
        for byte in input[range] {
            if byte == quote { output.append("&#34;") } else { output.append(byte) }
        }
    }

    // MARK: - Text

    /// Text up to the next tag.
    ///
    /// Once a reference stands for mark-up, the rest goes on as a CDATA section: libxml2 hands that
    /// over in one piece, but every `&lt;` of escaped HTML in a piece of its own.
    private mutating func text() {
        var isSection = false
        while position < input.count {
            let end = plainEnd(from: position, stopsAtMarkup: true)
            if end > position {
                appendText(position..<end, &isSection)
                position = end
            }
            guard position < input.count, input[position] != UInt8(ascii: "<") else { break }
            if input[position] == UInt8(ascii: "&") {
                textReference(&isSection)
            } else {
                forbiddenCharacter()
            }
            guard output.count < Self.pieceBytes * 2 else { break }
        }
        if isSection { output.append("]]>") }
    }

    /// Copies text; a stray `]]>` is parted, because it would end a section.
    private mutating func appendText(_ range: Range<Int>, _ isSection: inout Bool) {
        let angle = UInt8(ascii: ">")
        var start = range.lowerBound
        while let close = input.index(of: angle, from: start, before: range.upperBound) {
            output.append(contentsOf: input[start..<close])
            start = close + 1
            if output.suffix(2).elementsEqual([UInt8(ascii: "]"), UInt8(ascii: "]")]) {
                isMended = true
                appendSpecial(angle, &isSection)
            } else {
                output.append(angle)
            }
        }
        output.append(contentsOf: input[start..<range.upperBound])
    }

    private mutating func textReference(_ isSection: inout Bool) {
        let reference = CharacterReference(in: input, at: position, before: input.count)
        position += reference.length
        switch reference.meaning {
        case .scalar(let scalar) where scalar == "<" || scalar == ">" || scalar == "&":
            appendSpecial(UInt8(truncatingIfNeeded: scalar.value), &isSection)
        case .scalar(let scalar): output.append(scalar: scalar)
        case .nothing: isMended = true
        case .text:
            isMended = true
            appendSpecial(UInt8(ascii: "&"), &isSection)
        }
    }

    /// Appends `<`, `>` or `&` as text of a section; a `>` behind `]]` begins a new one.
    private mutating func appendSpecial(_ byte: UInt8, _ isSection: inout Bool) {
        if byte == UInt8(ascii: ">"), output.last == UInt8(ascii: "]") {
            if isSection { output.append("]]>") }
            isSection = false
        }
        if !isSection { output.append("<![CDATA[") }
        isSection = true
        output.append(byte)
    }

    /// Copies U+FEFF and its like, drops control characters and U+FFFE and U+FFFF.
    private mutating func forbiddenCharacter() {
        guard input[position] == 0xEF else {
            position += 1
            return
        }
        let end = min(position + 3, input.count)
        let isForbidden =
            end - position == 3 && input[position + 1] == 0xBF && input[position + 2] >= 0xBE
        if !isForbidden { output.append(contentsOf: input[position..<end]) }
        position = end
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

    /// The end of the bytes that can be copied as they are.
    private func plainEnd(from start: Int, stopsAtMarkup: Bool) -> Int {
        input.withUnsafeBufferPointer { bytes in
            var index = start
            while index < bytes.count {
                let byte = bytes[index]
                if byte < 0x20 {
                    guard byte == 0x0A || byte == 0x09 || byte == 0x0D else { return index }
                } else if byte == 0x3C || byte == 0x26 {
                    if stopsAtMarkup { return index }
                } else if byte == 0xEF || byte == 0x7F {
                    return index
                }
                index += 1
            }
            return index
        }
    }

    private func nameEnd(from start: Int) -> Int {
        var index = start
        while index < input.count, Self.isNameByte(input[index]) { index += 1 }
        return index
    }

    private mutating func skipSpace(_ tag: inout TagScan) {
        while tag.position < tag.limit, input[tag.position].isASCIISpace { tag.position += 1 }
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

    private static let pieceBytes = 1 << 14
    private static let attributesPerTag = 256
    private static let namespacesInScope = 256
    private static let entryNames: [[UInt8]] = ["item", "entry"].map { Array($0.utf8) }
    private static let voidNames: [[UInt8]] = ["br", "hr", "img", "wbr"].map { Array($0.utf8) }
}
