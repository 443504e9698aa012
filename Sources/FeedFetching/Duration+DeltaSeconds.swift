extension Duration {
    /// Reads whole seconds as HTTP writes them (RFC 9111 section 1.2.2); `nil` for anything but
    /// digits.
    ///
    /// More than can be counted is as long as the RFC asks for, 2³¹ seconds.
    init?(deltaSeconds text: some StringProtocol) {
        let digits = text.withoutBlanks.utf8
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        self = .seconds(min(Int(text.withoutBlanks) ?? .max, 1 << 31))
    }
}

extension StringProtocol {
    /// The text without the spaces and tabs around it.
    var withoutBlanks: SubSequence {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        guard let first = firstIndex(where: { !isBlank($0) }),
            let last = lastIndex(where: { !isBlank($0) })
        else { return self[endIndex...] }
        return self[first...last]
    }
}
