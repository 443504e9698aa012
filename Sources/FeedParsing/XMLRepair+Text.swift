/// Text between tags, and the references and characters in it.
extension XMLRepair {
    /// Text up to the next tag, or a part of it where it is long.
    mutating func text() {
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
    mutating func allowedCharacter() -> Range<Int> {
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

    mutating func reference(before end: Int) {
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
}
