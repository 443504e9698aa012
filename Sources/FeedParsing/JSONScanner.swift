/// Reads JSON piece by piece, as far as it goes, and builds nothing that nobody asks for.
///
/// It forgives what feeds get wrong: raw line ends and control characters in texts, commas too many
/// or too few, unknown escapes. A text that is not closed, or nesting beyond the limit, ends the
/// document; `isCut` tells so. Time is linear, and the nesting costs no stack where it is skipped.
struct JSONScanner {
    let bytes: [UInt8]
    let depthLimit: Int
    private(set) var position: Int
    /// Whether the document ended before what had begun.
    private(set) var isCut = false
    private var depth = 0

    init(_ bytes: [UInt8], from position: Int = 0, depthLimit: Int) {
        self.bytes = bytes
        self.position = position
        self.depthLimit = depthLimit
    }

    /// The next byte that is no white space; `nil` at the end.
    mutating func peek() -> UInt8? {
        while position < bytes.count, bytes[position].isASCIISpace || bytes[position] < 0x20 {
            position += 1
        }
        guard position < bytes.count else {
            isCut = true
            return nil
        }
        return bytes[position]
    }

    /// The members of the object that comes next; a value that `read` leaves is skipped.
    ///
    /// Anything but an object is skipped without a call.
    mutating func members(_ read: (inout JSONScanner, String) -> Void) {
        guard enter(UInt8(ascii: "{")) else { return skipValue() }
        while let next = peek(), !leave(next, UInt8(ascii: "}")) {
            guard next == UInt8(ascii: "\"") else {
                position += 1
                continue
            }
            guard let name = text() else { return }
            if peek() == UInt8(ascii: ":") { position += 1 }
            readOrSkip { read(&$0, name) }
        }
    }

    /// The elements of the array that comes next; one that `read` leaves is skipped.
    ///
    /// Anything but an array counts as its only element: `"authors": {…}` occurs.
    mutating func elements(_ read: (inout JSONScanner) -> Void) {
        guard enter(UInt8(ascii: "[")) else { return readOrSkip(read) }
        while let next = peek(), !leave(next, UInt8(ascii: "]")) {
            switch next {
            case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "}"): position += 1
            default: readOrSkip(read)
            }
        }
    }

    /// The text that comes next, or the spelling of a number; `nil` for anything else, which is
    /// skipped.
    mutating func text() -> String? {
        bytesOfText().map { String(decoding: $0, as: UTF8.self) }
    }

    /// The same in UTF-8.
    mutating func bytesOfText() -> [UInt8]? {
        guard let next = peek() else { return nil }
        if next == UInt8(ascii: "\"") { return quoted() }
        guard next.isASCIIDigit || next == UInt8(ascii: "-") else {
            skipValue()
            return nil
        }
        let start = position
        skipScalar()
        return Array(bytes[start..<position])
    }

    /// Moves behind the value that comes next.
    mutating func skipValue() {
        var inside = 0
        repeat {
            guard let next = peek() else { return }
            switch next {
            case UInt8(ascii: "\""): skipQuoted()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                inside += 1
                position += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard inside > 0 else { return }
                inside -= 1
                position += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard inside > 0 else { return }
                position += 1
            default: skipScalar()
            }
        } while inside > 0
    }

    // MARK: - Structure

    private mutating func enter(_ bracket: UInt8) -> Bool {
        guard peek() == bracket, depth < depthLimit else { return false }
        position += 1
        depth += 1
        return true
    }

    private mutating func leave(_ next: UInt8, _ bracket: UInt8) -> Bool {
        guard next == bracket else { return false }
        position += 1
        depth -= 1
        return true
    }

    private mutating func readOrSkip(_ read: (inout JSONScanner) -> Void) {
        guard peek() != nil else { return }
        let start = position
        read(&self)
        if position == start { skipValue() }
    }

    private mutating func skipScalar() {
        let start = position
        while position < bytes.count, !Self.isDelimiter(bytes[position]) { position += 1 }
        if position == start { position += 1 }
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        byte.isASCIISpace || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":")
            || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "{")
            || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "\"")
    }

    // MARK: - Texts

    private mutating func skipQuoted() {
        var index = position + 1
        while let quote = bytes.index(of: UInt8(ascii: "\""), from: index) {
            var slashes = 0
            while quote - slashes > index, bytes[quote - slashes - 1] == UInt8(ascii: "\\") {
                slashes += 1
            }
            position = quote + 1
            if slashes % 2 == 0 { return }
            index = quote + 1
        }
        position = bytes.count
        isCut = true
    }

    private mutating func quoted() -> [UInt8]? {
        let start = position + 1
        skipQuoted()
        guard !isCut else { return nil }
        let end = position - 1
        var result: [UInt8] = []
        result.reserveCapacity(end - start)
        var index = start
        while index < end {
            guard bytes[index] == UInt8(ascii: "\\"), index + 1 < end else {
                if bytes[index] != 0 { result.append(bytes[index]) }
                index += 1
                continue
            }
            index = appendEscape(at: index + 1, before: end, to: &result)
        }
        return result
    }

    /// Appends what the letter behind a backslash means; the position behind it.
    private func appendEscape(at index: Int, before end: Int, to result: inout [UInt8]) -> Int {
        switch bytes[index] {
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "b"), UInt8(ascii: "f"): result.append(0x20)
        case UInt8(ascii: "u"):
            return appendUnicode(at: index + 1, before: end, to: &result)
        default: result.append(bytes[index])
        }
        return index + 1
    }

    /// Appends the character of four digits, or of two surrogates (RFC 8259, section 7).
    private func appendUnicode(at index: Int, before end: Int, to result: inout [UInt8]) -> Int {
        guard let first = unit(at: index, before: end) else { return index }
        let behind = index + 4
        if (0xD800..<0xDC00).contains(first), behind + 1 < end,
            bytes[behind] == UInt8(ascii: "\\"), bytes[behind + 1] == UInt8(ascii: "u"),
            let second = unit(at: behind + 2, before: end), (0xDC00..<0xE000).contains(second)
        {
            let value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
            Unicode.Scalar(value).map { result.append(scalar: $0) }
            return behind + 6
        }
        if first != 0 { result.append(scalar: Unicode.Scalar(first) ?? "\u{FFFD}") }
        return behind
    }

    private func unit(at index: Int, before end: Int) -> UInt32? {
        guard index + 4 <= end else { return nil }
        var value: UInt32 = 0
        for byte in bytes[index..<(index + 4)] {
            guard let digit = byte.hexadecimalValue else { return nil }
            value = value << 4 | digit
        }
        return value
    }
}
