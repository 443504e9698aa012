/// What the names of a document mean, looked up once for each.
struct NameCache {
    var vocabulary: Vocabulary? {
        didSet { slots = Array(repeating: nil, count: Self.slotCount) }
    }

    private var slots: [(name: RawName, meanings: [Meaning])?] = []

    /// What a name means at a place.
    ///
    /// libxml2 interns names, so the pointers tell them apart.
    mutating func meaning(of name: RawName, at place: Place) -> Meaning {
        guard let vocabulary else { return .skip }
        var bits = UInt(bitPattern: name.local) >> 3
        bits ^= UInt(bitPattern: name.namespace) >> 4
        let slot = Int(bits % UInt(Self.slotCount))
        if let known = slots[slot], known.name == name { return known.meanings[place.rawValue] }
        let meanings = vocabulary.meanings(of: name.name)
        slots[slot] = (name, meanings)
        return meanings[place.rawValue]
    }

    private static let slotCount = 127
}
