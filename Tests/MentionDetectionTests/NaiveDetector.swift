import TextAnalysis

/// What a detector should find, worked out the slow way: every name tried at every scalar.
struct NaiveDetector {
    let names: [String]

    /// The ranges of all names at word boundaries, with overlaps, ascending.
    func ranges(in text: String) -> Set<Range<Int>> {
        let scalars = Array(text.unicodeScalars)
        var offsets = [0]
        for scalar in scalars { offsets.append(offsets[offsets.count - 1] + UTF8.width(scalar)) }
        var found: Set<Range<Int>> = []
        for start in scalars.indices {
            for end in start..<scalars.count where isBounded(start...end, in: scalars) {
                let piece = String(String.UnicodeScalarView(scalars[start...end]))
                guard names.contains(where: { Self.words($0) == Self.words(piece) }) else {
                    continue
                }
                var behind = end + 1
                while behind < scalars.count, Self.isAccent(scalars[behind]) { behind += 1 }
                found.insert(offsets[start]..<offsets[behind])
            }
        }
        return found
    }

    /// Whether neither neighbour of a piece that neither starts nor ends with nothing is a word's
    /// part.
    private func isBounded(_ piece: ClosedRange<Int>, in scalars: [Unicode.Scalar]) -> Bool {
        let first = scalars[piece.lowerBound]
        let last = scalars[piece.upperBound]
        guard !Self.words(String(Character(first))).isEmpty,
            !Self.words(String(Character(last))).isEmpty
        else { return false }
        let before = scalars[..<piece.lowerBound].last {
            !Self.isSeenThrough($0) && !Self.isAccent($0)
        }
        let behind = scalars[(piece.upperBound + 1)...].drop(while: Self.isAccent)
            .first { !Self.isSeenThrough($0) }
        return mayPart(before, edge: first) && mayPart(behind, edge: last)
    }

    private func mayPart(_ neighbour: Unicode.Scalar?, edge: Unicode.Scalar) -> Bool {
        guard let neighbour, neighbour.properties.isAlphabetic || Self.isMarkOrDigit(neighbour)
        else {
            return true
        }
        let isMark = Self.isMark(neighbour)
        return Self.isSpaceless(neighbour) || Self.isSpaceless(edge) && !isMark
    }

    /// Whether a letter is Han or Thai, the scripts without spaces that the tests write.
    private static func isSpaceless(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isIdeographic
            || (0xE00...0xE7F).contains(scalar.value) && !isMark(scalar)
    }

    private static func words(_ text: String) -> [[UInt8]] {
        Folding.folded(text).utf8.split(separator: 0x20).map(Array.init)
    }

    private static func isSeenThrough(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.generalCategory == .format
    }

    private static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
        isMark(scalar) && Folding.folded(String(Character(scalar))).isEmpty
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    private static func isMarkOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        isMark(scalar) || scalar.properties.generalCategory == .decimalNumber
    }
}
