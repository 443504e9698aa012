/// A place of a `SlotTable`.
protocol MemorySlot: Sendable {
    /// A free place.
    init()
    /// Length and kind of the word; 0 where the place is free.
    var mark: UInt16 { get }
    /// Where the search for the word begins, to be cut to the size of the table.
    var place: Int { get }
}

/// Words under their places: open addressing that looks no farther than a few places.
///
/// A word that finds no room among them is not kept. So whoever picks words that all begin at one
/// place makes the table forget, and not slow.
struct SlotTable<Slot: MemorySlot>: Sendable {
    /// The most places that are looked at for a word.
    static var reach: Int { 32 }

    /// How many words are kept.
    private(set) var count = 0
    private var slots: [Slot]

    /// Creates an empty table; `size` is a power of two and at least `reach`.
    init(size: Int) {
        slots = Array(repeating: Slot(), count: size)
    }

    /// The word that begins at a place and that `isSame` says to be the one.
    @inline(__always)
    func first(at place: Int, where isSame: (Slot) -> Bool) -> Slot? {
        let last = slots.count &- 1
        var index = place & last
        for _ in 0..<Self.reach {
            let slot = slots[index]
            if isSame(slot) { return slot }
            guard slot.mark != 0 else { return nil }
            index = (index &+ 1) & last
        }
        return nil
    }

    /// Keeps a word that is not there yet; false where there is no room for it.
    @discardableResult
    mutating func insert(_ slot: Slot) -> Bool {
        if count * 2 >= slots.count { grow() }
        return put(slot)
    }

    // MARK: -

    private mutating func grow() {
        let old = slots
        self = SlotTable(size: old.count * 2)
        for slot in old where slot.mark != 0 { _ = put(slot) }
    }

    private mutating func put(_ slot: Slot) -> Bool {
        let last = slots.count - 1
        var index = slot.place & last
        for _ in 0..<Self.reach {
            guard slots[index].mark != 0 else {
                slots[index] = slot
                count += 1
                return true
            }
            index = (index + 1) & last
        }
        return false
    }
}
