import TextAnalysis

/// Finds bare host names of three labels or more in a text: `shop.good.example`.
///
/// Two labels are more often two sentences without a space between them: "it was good.we left".
struct HostNames {
    /// The words of the host names, in order.
    let words: [Range<Int>]

    /// Looks at what stands between words; linear in their number.
    init(in text: AnalysedText) {
        var words: [Range<Int>] = []
        var first = 0
        while first < text.words.count {
            var last = first
            var points = 0
            while let sign = Self.joint(behind: last, in: text) {
                if sign == UInt8(ascii: ".") { points += 1 }
                last += 1
            }
            if points > 1, Self.isTopLevel(text.words[last]) { words.append(first..<(last + 1)) }
            first = last + 1
        }
        self.words = words
    }

    // MARK: -

    /// The point or hyphen that alone stands between a word and the next.
    private static func joint(behind index: Int, in text: AnalysedText) -> UInt8? {
        guard index + 1 < text.words.count else { return nil }
        let (word, next) = (text.words[index], text.words[index + 1])
        guard next.start == word.end + 1, next.kind == .word || next.kind == .number else {
            return nil
        }
        let sign = text.bytes[word.end]
        return sign == UInt8(ascii: ".") || sign == UInt8(ascii: "-") ? sign : nil
    }

    /// Whether a word can be the last label: not the "g" of "e.g." and no number.
    private static func isTopLevel(_ word: Word) -> Bool {
        word.kind == .word && word.end - word.start > 1
    }
}
