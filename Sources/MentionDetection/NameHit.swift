import EarshotModel

/// One place where a name of one brand stands.
struct NameHit: Hashable {
    /// The bytes of the text.
    let range: Range<Int>
    /// How long the name is, in folded bytes.
    let length: Int
    /// The name as the brand spells it.
    let spelling: String

    /// The place as a span of an entry.
    func span(in field: EntryField) -> TextSpan {
        TextSpan(field: field, start: range.lowerBound, end: range.upperBound)
    }

    /// The hits, in order, of which none overlaps another; long names take precedence.
    ///
    /// All are hits of one brand in one text. Linear for each different length of name.
    static func longestFirst(_ hits: [NameHit]) -> [NameHit] {
        guard hits.count > 1 else { return hits }
        var kept: [NameHit] = []
        let byLength = Dictionary(grouping: hits, by: \.length)
        for (_, candidates) in byLength.sorted(by: { $0.key > $1.key }) {
            let inOrder = candidates.sorted { $0.range.lowerBound < $1.range.lowerBound }
            kept = merged(kept, with: inOrder)
        }
        return kept
    }

    /// Puts those candidates between the kept hits that overlap nothing; both are in order.
    private static func merged(_ kept: [NameHit], with candidates: [NameHit]) -> [NameHit] {
        var merged: [NameHit] = []
        var rest = kept[...]
        for candidate in candidates {
            while let next = rest.first, next.range.upperBound <= candidate.range.lowerBound {
                merged.append(next)
                rest = rest.dropFirst()
            }
            let isCovered =
                rest.first.map { $0.range.overlaps(candidate.range) } ?? false
                || merged.last.map { $0.range.overlaps(candidate.range) } ?? false
            if !isCovered { merged.append(candidate) }
        }
        return merged + rest
    }
}
