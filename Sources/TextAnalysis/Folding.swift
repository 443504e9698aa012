/// The one spelling under which words are compared and searched.
///
/// Compatibility forms are decomposed (NFKD, so that composed and decomposed text fold alike), case
/// is folded, accents are taken off in Latin, Greek and Cyrillic, invisible scalars are dropped,
/// and curly apostrophes become straight. Marks of other scripts are part of their letters and
/// stay, in the order in which they are written. Each scalar folds by itself, whatever stands
/// around it.
public enum Folding {
    /// The folded form of a text; white space is kept, each as one space.
    public static func folded(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            append(FoldedScalar(scalar.value), to: &bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends a scalar's folded form.
    @inline(__always)
    static func append(_ scalar: FoldedScalar, to bytes: inout [UInt8]) {
        scalar.forEachByte { bytes.append($0) }
    }
}
