/// Reads HTML as browsers do, tag by tag, in linear time whatever the bytes.
struct HTMLScanner {
    /// What stands next.
    enum Token {
        case text(Range<Int>)
        case start(HTMLTag)
        case end(HTMLTag)
    }

    let bytes: [UInt8]
    private(set) var position = 0
    /// Once a tag is not closed, no later `<` begins one: without it, time could be quadratic.
    private var hasMoreTags = true
    /// Once a comment is not closed, every later one ends at its first `>`.
    private var hasMoreComments = true
    /// Once a declaration is not closed, neither is any later one.
    private var hasMoreDeclarations = true
    /// Where the CDATA section ends that was opened last; nobody shows its brackets.
    private var sectionEnd: Int?
    private var hasMoreSections = true
    /// Elements whose end tag does not occur any more.
    private var unclosed: Set<HTMLElement> = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next text or tag; `nil` at the end.
    ///
    /// Comments and declarations are left out.
    mutating func next() -> Token? {
        while position < bytes.count {
            if let end = sectionEnd, position >= end - 3 {
                position = max(position, end)
                sectionEnd = nil
                continue
            }
            guard bytes[position] == UInt8(ascii: "<"), hasMoreTags else { return .text(text()) }
            if let token = markup() { return token }
        }
        return nil
    }

    /// Moves behind the end tag of an element, and says whether there was one.
    mutating func skip(_ element: HTMLElement, named name: Range<Int>) -> Bool {
        guard !unclosed.contains(element) else { return false }
        var search = position
        while let found = bytes.index(of: UInt8(ascii: "<"), from: search) {
            if isEndTag(at: found, named: name) {
                position = bytes.end(of: ">", from: found) ?? bytes.count
                return true
            }
            search = found + 1
        }
        unclosed.insert(element)
        return false
    }

    /// Moves to the end.
    mutating func finish() {
        position = bytes.count
    }

    // MARK: -

    /// Text up to the next `<`, which may itself begin it.
    private mutating func text() -> Range<Int> {
        let start = position
        position = bytes.index(of: UInt8(ascii: "<"), from: start + 1) ?? bytes.count
        if let end = sectionEnd, start < end - 3 { position = min(position, end - 3) }
        return start..<position
    }

    /// What begins with a `<`; `nil` when it is left out.
    private mutating func markup() -> Token? {
        guard position + 1 < bytes.count else { return .text(text()) }
        switch bytes[position + 1] {
        case UInt8(ascii: "!"), UInt8(ascii: "?"):
            return skipDeclaration() ? nil : .text(text())
        case UInt8(ascii: "/"):
            guard position + 2 < bytes.count, bytes[position + 2].isASCIILetter else {
                return .text(text())
            }
            return tag(nameAt: position + 2).map(Token.end) ?? .text(text())
        case let byte where byte.isASCIILetter:
            return tag(nameAt: position + 1).map(Token.start) ?? .text(text())
        default:
            return .text(text())
        }
    }

    /// Moves behind a comment or a declaration; `false` for a declaration that is not closed, which
    /// is mere text.
    private mutating func skipDeclaration() -> Bool {
        if bytes.has("<![cdata[", at: position) { return openSection() }
        let isComment = bytes.has("<!--", at: position)
        if isComment, let end = commentEnd() {
            position = end
            return true
        }
        guard hasMoreDeclarations, let end = bytes.end(of: ">", from: position) else {
            hasMoreDeclarations = false
            if isComment { position = bytes.count }
            return isComment
        }
        position = end
        return true
    }

    /// Moves into a CDATA section, which HTML does not have, but feeds do.
    private mutating func openSection() -> Bool {
        if sectionEnd == nil, hasMoreSections {
            sectionEnd = bytes.end(of: "]]>", from: position)
            hasMoreSections = sectionEnd != nil
        }
        guard sectionEnd != nil else { return false }
        position += 9
        return true
    }

    /// The end of the comment that begins here; `<!-->` is a whole one.
    private mutating func commentEnd() -> Int? {
        guard hasMoreComments else { return nil }
        let end = bytes.end(of: "-->", from: position + 2)
        hasMoreComments = end != nil
        return end
    }

    private mutating func tag(nameAt start: Int) -> HTMLTag? {
        var index = start
        while index < bytes.count, !isNameEnd(bytes[index]) { index += 1 }
        let name = start..<index
        while true {
            index = bytes.first(EndOfTag.self, in: index..<bytes.count)
            guard index < bytes.count else { break }
            switch bytes[index] {
            case UInt8(ascii: ">"):
                let isEmpty = bytes[index - 1] == UInt8(ascii: "/")
                let start = position
                position = index + 1
                let attributes = name.upperBound..<index
                return HTMLTag(start: start, name: name, attributes: attributes, isEmpty: isEmpty)
            case UInt8(ascii: "<"):
                let start = position
                position = index
                let attributes = name.upperBound..<index
                return HTMLTag(start: start, name: name, attributes: attributes, isEmpty: false)
            default: index = valueEnd(from: index + 1)
            }
        }
        hasMoreTags = false
        return nil
    }

    /// The end of a value in quotes; the position itself where there are none.
    private func valueEnd(from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index].isASCIISpace { index += 1 }
        guard index < bytes.count else { return index }
        let quote = bytes[index]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return index }
        return bytes.index(of: quote, from: index + 1).map { $0 + 1 } ?? index + 1
    }

    private func isNameEnd(_ byte: UInt8) -> Bool {
        byte.isASCIISpace || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
            || byte == UInt8(ascii: "<")
    }

    private func isEndTag(at position: Int, named name: Range<Int>) -> Bool {
        let start = position + 2
        guard start + name.count < bytes.count, bytes[position + 1] == UInt8(ascii: "/") else {
            return false
        }
        let isSame = zip(start..<(start + name.count), name).allSatisfy {
            bytes[$0].asciiLowercased == bytes[$1].asciiLowercased
        }
        return isSame && isNameEnd(bytes[start + name.count])
    }
}

/// A tag: where its name and its attributes stand.
struct HTMLTag {
    /// The position of its `<`.
    let start: Int
    let name: Range<Int>
    let attributes: Range<Int>
    let isEmpty: Bool
}

extension HTMLScanner {
    /// The attributes of a tag: names in small letters, values with references resolved.
    func attributes(of tag: HTMLTag) -> [Attribute] {
        var result: [Attribute] = []
        var position = tag.attributes.lowerBound
        while let next = attribute(from: &position, before: tag.attributes.upperBound) {
            let name = bytes[next.name].map(\.asciiLowercased)
            result.append(
                Attribute(
                    name: String(decoding: name, as: UTF8.self),
                    value: String(decoding: bytes.withoutReferences(next.value), as: UTF8.self)
                )
            )
        }
        return result
    }

    /// Where the next attribute stands; `nil` when the tag has no further one.
    func attribute(from position: inout Int, before end: Int) -> HTMLAttribute? {
        var index = position
        while index < end, bytes[index].isASCIISpace || bytes[index] == UInt8(ascii: "/") {
            index += 1
        }
        guard index < end else { return nil }
        let start = index
        index += 1
        while index < end, !bytes[index].isASCIISpace, bytes[index] != UInt8(ascii: "="),
            bytes[index] != UInt8(ascii: "/")
        {
            index += 1
        }
        let name = start..<index
        let value = value(from: &index, before: end)
        position = index
        return HTMLAttribute(name: name, value: value)
    }

    private func value(from index: inout Int, before end: Int) -> Range<Int> {
        var position = index
        while position < end, bytes[position].isASCIISpace { position += 1 }
        guard position < end, bytes[position] == UInt8(ascii: "=") else { return index..<index }
        position += 1
        while position < end, bytes[position].isASCIISpace { position += 1 }
        guard position < end else {
            index = end
            return end..<end
        }
        let quote = bytes[position]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let close = bytes.index(of: quote, from: position + 1, before: end) ?? end
            index = min(close + 1, end)
            return (position + 1)..<close
        }
        index = bytes[position..<end].firstIndex(where: \.isASCIISpace) ?? end
        return position..<index
    }
}

/// Where an attribute's name and its value stand; a value without quotes, an empty one where none
/// is.
struct HTMLAttribute {
    let name: Range<Int>
    let value: Range<Int>
}

extension Array<UInt8> {
    /// The bytes of a range with character references resolved, as UTF-8.
    func withoutReferences(_ range: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var position = range.lowerBound
        while position < range.upperBound {
            let end = index(of: UInt8(ascii: "&"), from: position, before: range.upperBound)
            result.append(self, position..<(end ?? range.upperBound))
            position = end ?? range.upperBound
            guard end != nil else { break }
            let reference = CharacterReference(in: self, at: position, before: range.upperBound)
            switch reference.meaning {
            case .scalar(let scalar): result.append(scalar: scalar)
            case .text: result.append(UInt8(ascii: "&"))
            case .nothing: break
            }
            position += reference.length
        }
        return result
    }
}
