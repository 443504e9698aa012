/// Names of HTML and what they mean, found by their bytes without making a text of them.
///
/// The key of a name is a hash without collisions among the names of one table; that of another
/// name is as good as never one of theirs, and would only have the other's meaning.
struct HTMLNameTable<Meaning: Sendable>: Sendable {
    /// The names in small letters.
    let names: [[UInt8]]
    /// What each of them means.
    let meanings: [Meaning]

    private let keys: [UInt64]
    private let indices: [Int]
    private let shift: UInt64
    private let longest: Int

    /// Creates a table of names in small letters.
    init(_ entries: [(name: String, meaning: Meaning)]) {
        names = entries.map { Array($0.name.utf8) }
        meanings = entries.map(\.meaning)
        longest = names.map(\.count).max() ?? 0
        var bits: UInt64 = 4
        while 1 << bits < entries.count * 4 { bits += 1 }
        shift = 64 - bits
        var keys = Array(repeating: UInt64(0), count: 1 << Int(bits))
        var indices = Array(repeating: 0, count: keys.count)
        for (index, name) in names.enumerated() {
            let key = Self.key(of: name, 0..<name.count)
            var slot = Int((key &* Self.factor) >> shift)
            while keys[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
            keys[slot] = key
            indices[slot] = index
        }
        self.keys = keys
        self.indices = indices
    }

    /// The index of a name in any case; `nil` for a name that is not in the table.
    func index(of name: Range<Int>, in bytes: [UInt8]) -> Int? {
        guard !name.isEmpty, name.count <= longest else { return nil }
        let key = Self.key(of: bytes, name)
        var slot = Int((key &* Self.factor) >> shift)
        while keys[slot] != 0 {
            if keys[slot] == key { return indices[slot] }
            slot = (slot + 1) & (keys.count - 1)
        }
        return nil
    }

    @inline(__always)
    private static func key(of bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        var key: UInt64 = 0
        for index in range { key = (key << 6 | key >> 58) ^ UInt64(bytes[index].asciiLowercased) }
        return key
    }

    private static var factor: UInt64 { 0x9E37_79B9_7F4A_7C15 }
}
