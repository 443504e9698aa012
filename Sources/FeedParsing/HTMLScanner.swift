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
        return start..<position
    }

    /// What begins with a `<`; `nil` when it is left out.
    private mutating func markup() -> Token? {
        guard position + 1 < bytes.count else { return .text(text()) }
        switch bytes[position + 1] {
        case UInt8(ascii: "!"), UInt8(ascii: "?"):
            skipDeclaration()
            return nil
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

    private mutating func skipDeclaration() {
        if bytes.has("<![cdata[", at: position) {
            position += 9
        } else if bytes.has("<!--", at: position), let end = commentEnd() {
            position = end
        } else {
            position = bytes.end(of: ">", from: position) ?? bytes.count
        }
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
        while index < bytes.count {
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
            case UInt8(ascii: "="):
                index = valueEnd(from: index + 1)
            default:
                index += 1
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
        var index = tag.attributes.lowerBound
        let end = tag.attributes.upperBound
        while index < end {
            guard !bytes[index].isASCIISpace, bytes[index] != UInt8(ascii: "/") else {
                index += 1
                continue
            }
            let start = index
            index += 1
            while index < end, !bytes[index].isASCIISpace, bytes[index] != UInt8(ascii: "="),
                bytes[index] != UInt8(ascii: "/")
            {
                index += 1
            }
            let name = String(decoding: bytes[start..<index].map(\.asciiLowercased), as: UTF8.self)
            let value = value(from: &index, before: end)
            result.append(Attribute(name: name, value: value))
        }
        return result
    }

    private func value(from index: inout Int, before end: Int) -> String {
        var position = index
        while position < end, bytes[position].isASCIISpace { position += 1 }
        guard position < end, bytes[position] == UInt8(ascii: "=") else { return "" }
        position += 1
        while position < end, bytes[position].isASCIISpace { position += 1 }
        guard position < end else {
            index = end
            return ""
        }
        let quote = bytes[position]
        var range = position..<end
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let close = bytes.index(of: quote, from: position + 1, before: end) ?? end
            range = (position + 1)..<close
            index = min(close + 1, end)
        } else {
            index = bytes[range].firstIndex(where: \.isASCIISpace) ?? end
            range = position..<index
        }
        return String(decoding: bytes.withoutReferences(range), as: UTF8.self)
    }
}

extension Array<UInt8> {
    /// The bytes of a range with character references resolved, as UTF-8.
    func withoutReferences(_ range: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        var position = range.lowerBound
        while position < range.upperBound {
            guard self[position] == UInt8(ascii: "&") else {
                result.append(self[position])
                position += 1
                continue
            }
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
