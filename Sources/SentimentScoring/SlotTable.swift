/// A word of a `SlotTable`.
protocol MemorySlot: Sendable {
    /// Where the search for the word begins, to be cut to the size of the table.
    var place: Int { get }
}

/// Words under their places: open addressing that looks no farther than a few places.
///
/// The words stand in the order in which they came, so that those that come often stand close
/// together; the places only hold their numbers. A word that finds no room among its places is not
/// kept. So whoever picks words that all begin at one place makes the table forget, and not slow.
struct SlotTable<Slot: MemorySlot>: Sendable {
    /// The most places that are looked at for a word.
    static var reach: Int { 32 }

    /// The bits of a place that hold a word's number; the others hold some of its own place.
    private static var numberBits: UInt32 { 22 }
    private static var numbers: UInt32 { 1 << numberBits - 1 }

    private var slots: [Slot] = []
    /// One more than the number of a word, with its tag; 0 where a place is free.
    private var places: [UInt32]

    /// Creates an empty table; `size` is a power of two and at least `reach`.
    init(size: Int) {
        places = Array(repeating: 0, count: size)
    }

    /// How many words are kept.
    var count: Int { slots.count }

    /// The word that begins at a place and that `isSame` says to be the one.
    @inline(__always)
    func first(at place: Int, where isSame: (Slot) -> Bool) -> Slot? {
        let last = places.count &- 1
        let tag = Self.tag(of: place)
        var index = place & last
        for _ in 0..<Self.reach {
            let known = places[index]
            guard known != 0 else { return nil }
            if (known ^ tag) <= Self.numbers {
                let slot = slots[Int(known & Self.numbers) &- 1]
                if isSame(slot) { return slot }
            }
            index = (index &+ 1) & last
        }
        return nil
    }

    /// Keeps a word that is not there yet; false where there is no room for it.
    @discardableResult
    mutating func insert(_ slot: Slot) -> Bool {
        if slots.count * 2 >= places.count { grow() }
        guard slots.count < Int(Self.numbers) else { return false }
        slots.append(slot)
        if put(slots.count - 1) { return true }
        slots.removeLast()
        return false
    }

    // MARK: -

    /// The highest bits of a place of 24 bits, where those of a word's number leave room.
    @inline(__always)
    private static func tag(of place: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: place &>> 14) &<< numberBits
    }

    private mutating func grow() {
        places = Array(repeating: 0, count: places.count * 2)
        for number in slots.indices { _ = put(number) }
    }

    private mutating func put(_ number: Int) -> Bool {
        let place = slots[number].place
        let last = places.count - 1
        var index = place & last
        for _ in 0..<Self.reach {
            guard places[index] != 0 else {
                places[index] = Self.tag(of: place) | UInt32(number + 1)
                return true
            }
            index = (index + 1) & last
        }
        return false
    }
}
