import TextAnalysis

/// Whether a name may begin or end at a place in a text.
///
/// It may unless a letter, a digit or a mark stands right beside it: `Brontavia's`, `d'Ostrellan`,
/// `anti-Brontavia` and `#brontavia` name the brand, `Zamorelism` does not. What nobody sees is
/// looked through, and so are underscores, which set words off (`_Brontavia_`) as well as join them
/// (`old_brontavia`). Scripts written without spaces have no such boundaries, so that beside Han,
/// Kana, Thai, Lao, Khmer or Burmese letters everything counts.
struct WordBoundary {
    /// The place, moved behind the accents that belong to the last letter of the name.
    let index: Int
    /// Whether a name may begin or end there.
    let isBoundary: Bool

    /// Looks at the place where a name would end; it is above 0.
    ///
    /// `seen` is the last run that was looked through ahead, so that none is looked through twice.
    init(endingAt end: Int, in text: borrowing Span<UInt8>, seen: inout Range<Int>) {
        var index = end
        while index < text.count, text[index] >= 0x80 {
            let (value, next) = UTF8Scalars.scalar(at: index, in: text)
            guard FoldedScalar(value).isFoldedMark else { break }
            index = next
        }
        self.index = index
        var outside = seen.contains(index) ? seen.upperBound : index
        while outside < text.count {
            let (value, next) = UTF8Scalars.scalar(at: outside, in: text)
            let neighbour = FoldedScalar(value)
            guard !Self.isTransparent(value, neighbour) else {
                outside = next
                continue
            }
            seen = index..<outside
            let inside = UTF8Scalars.start(before: end, in: text)
            isBoundary = Self.mayPart(
                neighbour,
                edge: FoldedScalar(UTF8Scalars.scalar(at: inside, in: text).value)
            )
            return
        }
        seen = index..<outside
        isBoundary = true
    }

    /// Looks at the place where a name would start; it is below the text's end.
    ///
    /// `seen` is the last run that was looked through behind.
    init(startingAt start: Int, in text: borrowing Span<UInt8>, seen: inout Range<Int>) {
        index = start
        var outside = seen.contains(start) ? seen.lowerBound : start
        while outside > 0 {
            if outside == seen.upperBound, !seen.isEmpty {
                outside = seen.lowerBound
                continue
            }
            let before = UTF8Scalars.start(before: outside, in: text)
            let value = UTF8Scalars.scalar(at: before, in: text).value
            let neighbour = FoldedScalar(value)
            if Self.isTransparent(value, neighbour) || neighbour.isFoldedMark {
                outside = before
                continue
            }
            seen = outside..<start
            isBoundary = Self.mayPart(
                neighbour,
                edge: FoldedScalar(UTF8Scalars.scalar(at: start, in: text).value)
            )
            return
        }
        seen = outside..<start
        isBoundary = true
    }

    /// Whether the neighbours are to be looked for behind this scalar.
    private static func isTransparent(_ value: UInt32, _ scalar: FoldedScalar) -> Bool {
        value == 0x5F || scalar.isInvisible
    }

    /// Whether a name with that edge may end beside that neighbour.
    private static func mayPart(_ neighbour: FoldedScalar, edge: FoldedScalar) -> Bool {
        guard neighbour.isWordPart else { return true }
        return neighbour.isSpaceless || edge.isSpaceless && !neighbour.isMark
    }
}
