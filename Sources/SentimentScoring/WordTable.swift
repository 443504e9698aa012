/// The words and stems of all rules of a language under small numbers, found by their folded bytes.
///
/// Open addressing over FNV-1a hashes. One pass over a word's bytes finds the word and every stem
/// that it begins with: the hash of each prefix is at hand on the way.
struct WordTable: Sendable {
    /// The numbers of what a word of a text is to the rules; 0 stands for none.
    struct Keys: Sendable {
        var exact: UInt32 = 0
        /// The longest stems that the word begins with, the longest first.
        var stem: UInt32 = 0
        var shorterStem: UInt32 = 0
        var shortestStem: UInt32 = 0
        /// The word that remains when its affixes are taken off.
        var base: UInt32 = 0

        static let none = Keys()

        /// All of them in the order in which they are tried.
        var all: [UInt32] { [exact, stem, shorterStem, shortestStem, base] }

        var isEmpty: Bool { exact == 0 && stem == 0 && base == 0 }
    }

    private struct Slot: Sendable {
        var hash: UInt32 = 0
        var number: UInt32 = 0
        var start: UInt32 = 0
        var count: UInt32 = 0
    }

    private static let offsetBasis: UInt32 = 2_166_136_261
    private static let prime: UInt32 = 16_777_619
    /// Told into the hash of a stem, so that `care` and `care*` differ.
    private static let stemMark: UInt32 = 0x9E37_79B9

    private var slots: [Slot]
    private var mask: Int
    private var pool: [UInt8] = []
    private var count: UInt32 = 0
    private var usedSlots = 0
    /// Which lengths stems have: bit n for n bytes, from 63 on together in bit 63.
    private var stemLengths: UInt64 = 0
    /// One bit for each hash that a stem may have, so that most beginnings cost one look.
    private var stemFilter = [UInt64](repeating: 0, count: 1024)

    init() {
        slots = Array(repeating: Slot(), count: 1024)
        mask = 1023
    }

    /// The number of a word or stem, a new one when it is not yet known.
    mutating func number(of bytes: [UInt8], isStem: Bool) -> UInt32 {
        number(of: bytes.span, 0..<bytes.count, isStem: isStem)
    }

    /// The same for some of many bytes.
    mutating func number(of bytes: Span<UInt8>, _ range: Range<Int>, isStem: Bool) -> UInt32 {
        let hash = Self.hash(bytes, range) ^ (isStem ? Self.stemMark : 0)
        let known = find(hash, bytes, range.lowerBound, range.upperBound)
        guard known == 0 else { return known }
        count += 1
        insert(bytes, range, hash, isStem: isStem, number: count)
        return count
    }

    /// Lets further bytes stand for a word that is known, unless they are a word themselves.
    mutating func alias(_ bytes: [UInt8], for number: UInt32) {
        let (span, range) = (bytes.span, 0..<bytes.count)
        let hash = Self.hash(span, range)
        guard find(hash, span, 0, bytes.count) == 0 else { return }
        insert(span, range, hash, isStem: false, number: number)
    }

    /// Where the bytes of each word stand under its number; empty for a stem.
    var places: [Range<Int>] {
        var all = [Range<Int>](repeating: 0..<0, count: Int(count) + 1)
        for slot in slots where slot.number != 0 {
            let range = Int(slot.start)..<Int(slot.start + slot.count)
            guard slot.hash == Self.hash(pool.span, range) else { continue }
            all[Int(slot.number)] = range
        }
        return all
    }

    /// The bytes at a place.
    func bytes(at place: Range<Int>) -> ArraySlice<UInt8> { pool[place] }

    /// What a folded word is to the rules; linear in its bytes.
    func keys(of bytes: Span<UInt8>, from start: Int, to end: Int) -> Keys {
        var keys = Keys.none
        var hash = Self.offsetBasis
        var lengths = stemLengths
        for index in start..<end {
            hash = (hash ^ UInt32(bytes[index])) &* Self.prime
            lengths >>= 1
            guard lengths & 1 == 1 || index - start >= 62 else { continue }
            let marked = hash ^ Self.stemMark
            guard stemFilter[Int(marked >> 22)] >> UInt64(marked >> 16 & 63) & 1 == 1 else {
                continue
            }
            let stem = find(marked, bytes, start, index + 1)
            guard stem != 0 else { continue }
            (keys.stem, keys.shorterStem, keys.shortestStem) = (stem, keys.stem, keys.shorterStem)
        }
        keys.exact = find(hash, bytes, start, end)
        return keys
    }

    // MARK: -

    private func find(_ hash: UInt32, _ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> UInt32 {
        var index = Int(hash) & mask
        while slots[index].number != 0 {
            if slots[index].hash == hash, holds(slots[index], bytes, start, end) {
                return slots[index].number
            }
            index = (index + 1) & mask
        }
        return 0
    }

    private func holds(_ slot: Slot, _ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard Int(slot.count) == end - start else { return false }
        let from = Int(slot.start)
        for offset in 0..<(end - start) where pool[from + offset] != bytes[start + offset] {
            return false
        }
        return true
    }

    private mutating func insert(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ hash: UInt32,
        isStem: Bool,
        number: UInt32
    ) {
        if usedSlots * 2 > slots.count { grow() }
        usedSlots += 1
        if isStem {
            stemLengths |= 1 << UInt64(min(range.count, 63))
            stemFilter[Int(hash >> 22)] |= 1 << UInt64(hash >> 16 & 63)
        }
        let slot = Slot(
            hash: hash,
            number: number,
            start: UInt32(pool.count),
            count: UInt32(range.count)
        )
        for index in range { pool.append(bytes[index]) }
        place(slot)
    }

    private mutating func place(_ slot: Slot) {
        var index = Int(slot.hash) & mask
        while slots[index].number != 0 { index = (index + 1) & mask }
        slots[index] = slot
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(), count: old.count * 2)
        mask = slots.count - 1
        for slot in old where slot.number != 0 { place(slot) }
    }

    private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
        var hash = offsetBasis
        for index in range { hash = (hash ^ UInt32(bytes[index])) &* prime }
        return hash
    }
}
