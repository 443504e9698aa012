/// A set of bytes that can be looked for in eight bytes at once.
protocol ByteClass {
    /// Whether a byte belongs to the set.
    static func contains(_ byte: UInt8) -> Bool

    /// The highest bit of every byte of the word that may belong; the lowest of them is never too
    /// high.
    static func candidates(in word: UInt64) -> UInt64
}

/// Looks for bytes eight at a time, which is what makes reading fast.
///
/// The tricks with words are those of Henry Warren's "Hacker's Delight", section 6-1: subtracting
/// sets the highest bit of a byte that was too small, and a borrow can only spoil bytes above it.
enum ByteScan {
    /// The first position from `start` on whose byte belongs to the class; `end` when none before
    /// it.
    @inline(__always)
    static func first<Class: ByteClass>(
        _: Class.Type,
        in raw: UnsafeRawBufferPointer,
        from start: Int,
        to end: Int
    ) -> Int {
        var index = start
        while index < end {
            if index + 8 <= raw.count {
                let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let candidates = Class.candidates(in: UInt64(littleEndian: word))
                guard candidates != 0 else {
                    index += 8
                    continue
                }
                index += candidates.trailingZeroBitCount >> 3
                guard index < end else { return end }
            }
            if Class.contains(raw[index]) { return index }
            index += 1
        }
        return end
    }

    /// The same, or the first of two blanks that follow one another.
    @inline(__always)
    static func firstOrBlanks<Class: ByteClass>(
        _: Class.Type,
        in raw: UnsafeRawBufferPointer,
        from start: Int,
        to end: Int
    ) -> Int {
        var index = start
        while index < end {
            if index + 9 <= raw.count {
                let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                let next = raw.loadUnaligned(fromByteOffset: index + 1, as: UInt64.self)
                let blanks =
                    equal(0x20, in: UInt64(littleEndian: word))
                    & equal(0x20, in: UInt64(littleEndian: next))
                let candidates = Class.candidates(in: UInt64(littleEndian: word)) | blanks
                guard candidates != 0 else {
                    index += 8
                    continue
                }
                index += candidates.trailingZeroBitCount >> 3
                guard index < end else { return end }
            }
            let areBlanks = raw[index] == 0x20 && index + 1 < end && raw[index + 1] == 0x20
            if areBlanks || Class.contains(raw[index]) { return index }
            index += 1
        }
        return end
    }

    /// The highest bit of every byte of the word that equals the byte.
    @inline(__always)
    static func equal(_ byte: UInt8, in word: UInt64) -> UInt64 {
        let difference = word ^ (UInt64(byte) &* ones)
        return (difference &- ones) & ~difference & highest
    }

    /// The highest bit of every byte of the word that is less than the bound, which is at most 128.
    @inline(__always)
    static func less(than bound: UInt8, in word: UInt64) -> UInt64 {
        (word &- UInt64(bound) &* ones) & ~word & highest
    }

    @inline(__always) private static var ones: UInt64 { 0x0101_0101_0101_0101 }
    @inline(__always) private static var highest: UInt64 { 0x8080_8080_8080_8080 }
}

extension Array<UInt8> {
    /// The first position in a range whose byte belongs to the class; the range's end when none
    /// does.
    @inline(__always)
    func first<Class: ByteClass>(_ kind: Class.Type, in range: Range<Int>) -> Int {
        withUnsafeBytes {
            ByteScan.first(
                kind,
                in: $0,
                from: range.lowerBound,
                to: Swift.min(range.upperBound, count)
            )
        }
    }

    /// Appends a part of other bytes.
    @inline(__always)
    mutating func append(_ other: [UInt8], _ range: Range<Int>) {
        other.withUnsafeBufferPointer { bytes in
            append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
        }
    }
}

/// What XML forbids, and the first bytes of U+FEFF and its like, which are looked at.
enum ForbiddenInXML: ByteClass {
    @inline(__always)
    static func contains(_ byte: UInt8) -> Bool {
        byte < 0x20 ? byte != 0x0A && byte != 0x09 && byte != 0x0D : byte == 0xEF || byte == 0x7F
    }

    @inline(__always)
    static func candidates(in word: UInt64) -> UInt64 {
        ByteScan.less(than: 0x20, in: word) | ByteScan.equal(0xEF, in: word)
            | ByteScan.equal(0x7F, in: word)
    }
}

/// What ends a run of text in XML: mark-up, a reference, or what is forbidden.
enum MarkupInXML: ByteClass {
    @inline(__always)
    static func contains(_ byte: UInt8) -> Bool {
        byte == 0x3C || byte == 0x26 || ForbiddenInXML.contains(byte)
    }

    @inline(__always)
    static func candidates(in word: UInt64) -> UInt64 {
        ForbiddenInXML.candidates(in: word) | ByteScan.equal(0x3C, in: word)
            | ByteScan.equal(0x26, in: word)
    }
}

/// What may end a tag of HTML, or begin a value that hides it.
enum EndOfTag: ByteClass {
    @inline(__always)
    static func contains(_ byte: UInt8) -> Bool { byte >= 0x3C && byte <= 0x3E }

    @inline(__always)
    static func candidates(in word: UInt64) -> UInt64 {
        ByteScan.equal(0x3E, in: word) | ByteScan.equal(0x3D, in: word)
            | ByteScan.equal(0x3C, in: word)
    }
}

/// What is written anew in the text of safe HTML.
enum SpecialInHTML: ByteClass {
    @inline(__always)
    static func contains(_ byte: UInt8) -> Bool {
        byte < 0x20
            ? byte != 0x0A && byte != 0x09 : byte == 0x3C || byte == 0x3E || byte == 0x26
    }

    @inline(__always)
    static func candidates(in word: UInt64) -> UInt64 {
        ByteScan.less(than: 0x20, in: word) | ByteScan.equal(0x3C, in: word)
            | ByteScan.equal(0x3E, in: word) | ByteScan.equal(0x26, in: word)
    }
}

/// What is written anew in an attribute of safe HTML.
enum SpecialInAttribute: ByteClass {
    @inline(__always)
    static func contains(_ byte: UInt8) -> Bool { byte == 0x22 || SpecialInHTML.contains(byte) }

    @inline(__always)
    static func candidates(in word: UInt64) -> UInt64 {
        SpecialInHTML.candidates(in: word) | ByteScan.equal(0x22, in: word)
    }
}

/// What plain text looks at: white space but blanks, references, and characters that may be
/// invisible.
enum SpecialInText: ByteClass {
    @inline(__always)
    static func contains(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == 0x26 || byte == 0x7F || byte == 0xC2 || byte == 0xE2 || byte == 0xEF
    }

    @inline(__always)
    static func candidates(in word: UInt64) -> UInt64 {
        ByteScan.less(than: 0x20, in: word) | ByteScan.equal(0x26, in: word)
            | ByteScan.equal(0x7F, in: word) | ByteScan.equal(0xC2, in: word)
            | ByteScan.equal(0xE2, in: word) | ByteScan.equal(0xEF, in: word)
    }
}
