/// The attributes of a start tag: quoted, counted and kept within the limits.
extension XMLRepair {
    /// How far a start tag has been read.
    struct TagScan {
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
    mutating func copyAttribute(_ tag: inout TagScan) -> Bool {
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

    private func skipSpace(_ tag: inout TagScan) {
        while tag.position < input.count, input[tag.position].isASCIISpace { tag.position += 1 }
    }

    private static let attributesPerTag = 256
    private static let namespacesInScope = 256
}
