import TextAnalysis

/// Finds every name in a text, at word boundaries only, in one pass over its bytes.
///
/// Text is folded on the way, and no map back is kept: when a name ends, its start is found by
/// walking back until as many folded bytes are read as the name has.
struct NameFinder: Sendable {
    /// A name in a text.
    struct Occurrence: Hashable {
        /// The index of the name.
        let name: Int
        /// The bytes of the text, with the accents behind the last letter.
        let range: Range<Int>
    }

    private let automaton: NameAutomaton
    /// How many bytes each name has without its spaces.
    private let lengths: [Int]

    /// Prepares for names in the form that `FoldedName` gives them, all different.
    init(names: [FoldedName]) {
        automaton = NameAutomaton(names: names.map(\.bytes))
        lengths = names.map { name in name.bytes.count { $0 != 0x20 } }
    }

    /// All occurrences, those of one name in order; names may overlap.
    ///
    /// Linear in the text for a given set of names.
    func occurrences(in text: borrowing Span<UInt8>) -> [Occurrence] {
        var found: [Occurrence] = []
        guard !lengths.isEmpty else { return found }
        var state = NameAutomaton.root
        var seen = SeenRuns()
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte < 0x80 {
                state = automaton.step(state, column: automaton.columns[Int(byte)])
                index += 1
            } else {
                let (value, end) = UTF8Scalars.scalar(at: index, in: text)
                index = end
                let scalar = FoldedScalar(value)
                guard scalar.count > 0 else { continue }
                scalar.forEachByte { byte in
                    state = automaton.step(state, column: automaton.columns[Int(byte)])
                }
            }
            if state & NameAutomaton.ending != 0 {
                collect(state, at: index, in: text, &seen, &found)
            }
        }
        return found
    }

    /// The runs that the last looks for a boundary went through, ahead and behind.
    private struct SeenRuns {
        var ahead = 0..<0
        var behind = 0..<0
    }

    /// Adds the names that end at `index` when a word ends there and one begins at their start.
    private func collect(
        _ state: NameAutomaton.State,
        at index: Int,
        in text: borrowing Span<UInt8>,
        _ seen: inout SeenRuns,
        _ found: inout [Occurrence]
    ) {
        let boundary = WordBoundary(endingAt: index, in: text, seen: &seen.ahead)
        guard boundary.isBoundary else { return }
        for name in automaton.names(endingIn: state) {
            guard let start = start(of: name, endingAt: index, in: text),
                WordBoundary(startingAt: start, in: text, seen: &seen.behind).isBoundary
            else { continue }
            found.append(Occurrence(name: name, range: start..<boundary.index))
        }
    }

    /// Where the name starts that ends at `end`; `nil` when that is within a scalar (`s` in `ß`).
    private func start(
        of name: Int,
        endingAt end: Int,
        in text: borrowing Span<UInt8>
    ) -> Int? {
        var rest = lengths[name]
        var index = end
        while rest > 0, index > 0 {
            index = UTF8Scalars.start(before: index, in: text)
            rest -= solidCount(at: index, in: text)
        }
        return rest == 0 ? index : nil
    }

    /// How many folded bytes other than spaces the scalar at `index` has.
    private func solidCount(at index: Int, in text: borrowing Span<UInt8>) -> Int {
        let byte = text[index]
        if byte < 0x80 { return byte == 0x20 || (0x09...0x0D).contains(byte) ? 0 : 1 }
        var count = 0
        FoldedScalar(UTF8Scalars.scalar(at: index, in: text).value).forEachByte { byte in
            if byte != 0x20 { count += 1 }
        }
        return count
    }
}
