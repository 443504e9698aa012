import Glibc

/// What a byte is when it is read as ASCII; bytes from 0x80 are never any of these.
extension UInt8 {
    /// Whether it is a blank, a tab or a line end, as XML and HTML count them.
    @inline(__always) var isASCIISpace: Bool {
        self == 0x20 || (self >= 0x09 && self <= 0x0D && self != 0x0B)
    }

    /// Whether it is a digit.
    @inline(__always) var isASCIIDigit: Bool { self &- 0x30 < 10 }

    /// Whether it is an unaccented Latin letter.
    @inline(__always) var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }

    /// The small letter of a capital one; anything else as it is.
    @inline(__always) var asciiLowercased: UInt8 {
        self &- 0x41 < 26 ? self | 0x20 : self
    }

    /// The value of a hexadecimal digit; `nil` for anything else.
    var hexadecimalValue: UInt32? {
        if isASCIIDigit { return UInt32(self &- 0x30) }
        let letter = asciiLowercased
        return letter >= 0x61 && letter <= 0x66 ? UInt32(letter &- 0x57) : nil
    }
}

extension Array<UInt8> {
    /// The range without white space at both ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, self[start].isASCIISpace { start += 1 }
        while end > start, self[end - 1].isASCIISpace { end -= 1 }
        return start..<end
    }

    /// Text from the bytes, without white space at both ends; `nil` when nothing is left.
    var trimmedText: String? {
        let range = trimmed(0..<count)
        return range.isEmpty ? nil : String(decoding: self[range], as: UTF8.self)
    }

    /// Whether these ASCII bytes stand at the position, whatever their case.
    ///
    /// `pattern` is written in small letters.
    func has(_ pattern: StaticString, at position: Int) -> Bool {
        let length = pattern.utf8CodeUnitCount
        guard position >= 0, length <= count, position <= count - length else { return false }
        return pattern.withUTF8Buffer { expected in
            for offset in 0..<length
            where self[position + offset].asciiLowercased != expected[offset] {
                return false
            }
            return true
        }
    }

    /// The position behind the next occurrence of a short pattern; `nil` when there is none.
    func end(of pattern: StaticString, from position: Int) -> Int? {
        var position = position
        let first = pattern.withUTF8Buffer { $0.first } ?? 0
        while let found = index(of: first, from: position) {
            if has(pattern, at: found) { return found + pattern.utf8CodeUnitCount }
            position = found + 1
        }
        return nil
    }

    /// The position of the first byte that is not ASCII; `nil` when all are.
    var firstNonASCII: Int? {
        withUnsafeBytes { raw in
            var index = 0
            while index + 8 <= raw.count,
                raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080
                    == 0
            {
                index += 8
            }
            while index < raw.count, raw[index] < 0x80 { index += 1 }
            return index < raw.count ? index : nil
        }
    }

    /// The first occurrence of a short word, whatever its case, in a range; `nil` when there is
    /// none.
    func first(ofWord word: StaticString, in range: Range<Int>) -> Int? {
        let length = word.utf8CodeUnitCount
        guard range.count >= length else { return nil }
        return (range.lowerBound...(range.upperBound - length)).first { has(word, at: $0) }
    }

    /// Whether two names are equal, whatever their case.
    func isSameName(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        left.count == right.count
            && zip(left, right).allSatisfy { self[$0].asciiLowercased == self[$1].asciiLowercased }
    }

    /// How often a short pattern occurs.
    func count(of pattern: StaticString) -> Int {
        var count = 0
        var position = 0
        while let end = end(of: pattern, from: position) {
            count += 1
            position = end
        }
        return count
    }

    /// The next position of a byte; `nil` when there is none.
    func index(of byte: UInt8, from position: Int, before limit: Int = .max) -> Int? {
        let end = Swift.min(limit, count)
        guard position >= 0, position < end else { return nil }
        return withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return nil }
            guard let found = memchr(start + position, Int32(byte), end - position) else {
                return nil
            }
            return UnsafeRawPointer(found) - start
        }
    }

    /// Drops what stands behind so many bytes, and a character that would be cut.
    mutating func cut(after length: Int) {
        guard count > length else { return }
        var end = length
        while end > 0, self[end] & 0xC0 == 0x80 { end -= 1 }
        removeSubrange(end...)
    }

    /// Appends the UTF-8 of a scalar.
    mutating func append(scalar: Unicode.Scalar) {
        if scalar.value < 0x80 {
            append(UInt8(scalar.value))
        } else {
            append(contentsOf: UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter)
        }
    }

    /// Appends the bytes of a constant.
    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }
}
