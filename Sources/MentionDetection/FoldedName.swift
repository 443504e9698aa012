import TextAnalysis

/// A brand's name in the form that texts are searched for.
struct FoldedName: Hashable, Sendable {
    /// Folded UTF-8 without white space at the ends and with single spaces within.
    let bytes: [UInt8]

    /// Folds a name; `nil` when nothing but white space and invisible scalars is in it.
    init?(_ name: String) {
        let words = Folding.folded(name).utf8.split(separator: 0x20)
        guard !words.isEmpty else { return nil }
        bytes = Array(words.joined(separator: [0x20]))
    }
}
