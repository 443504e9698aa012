import TextAnalysis

/// Finds what a writer gives in stars or marks: "★★☆☆☆", "2/5", "9 out of 10".
struct StarRating {
    /// One rating in a text.
    struct Rating: Equatable {
        /// Where it stands in the text's bytes.
        let bytes: Range<Int>
        /// The words that it covers; empty for stars, at the word before or else behind.
        let words: Range<Int>
        /// The value in thousandths of a point.
        let value: Int
    }

    /// The scales that are understood; others are more often dates or fractions.
    private static let scales = [5, 10]
    private static let fullStar: [UInt8] = [0xE2, 0x98, 0x85]
    private static let emptyStar: [UInt8] = [0xE2, 0x98, 0x86]

    /// The value of the best rating in thousandths of a point; the worst has its mirror image.
    let most: Int

    /// The ratings of a text in reading order; of two that share bytes the first.
    ///
    /// Linear in the text, but for the sorting of what was found.
    func ratings(in text: AnalysedText) -> [Rating] {
        let mayHoldStars = text.traits.contains(.foreign) && text.bytes.contains(Self.fullStar[0])
        let mayHoldMarks = text.traits.contains(.numbers)
        guard mayHoldStars || mayHoldMarks else { return [] }
        var all = mayHoldMarks ? marks(in: text) : []
        if mayHoldStars { all += stars(in: text) }
        guard all.count > 1 else { return all }
        all.sort { $0.bytes.lowerBound < $1.bytes.lowerBound }
        return all.reduce(into: []) { kept, rating in
            if let last = kept.last, last.bytes.upperBound > rating.bytes.lowerBound { return }
            kept.append(rating)
        }
    }

    // MARK: -

    /// "2/5" and "2 out of 5".
    private func marks(in text: AnalysedText) -> [Rating] {
        let numbers = Word.Kind.number.rawValue
        var ratings: [Rating] = []
        for first in text.words.indices where text.words[first].signs.kindNumber == numbers {
            guard let last = lastWord(ofMarkAt: first, in: text), !continues(last, in: text),
                let given = number(text.words[first], in: text),
                let scale = number(text.words[last], in: text),
                let value = value(of: given, outOf: scale)
            else { continue }
            let bytes = text.words[first].start..<text.words[last].end
            ratings.append(Rating(bytes: bytes, words: first..<(last + 1), value: value))
        }
        return ratings
    }

    private func lastWord(ofMarkAt first: Int, in text: AnalysedText) -> Int? {
        let words = text.words
        if isSlash(behind: first, in: text) { return first + 1 }
        guard first + 3 < words.count, words[first + 3].kind == .number,
            text.foldedText(of: words[first + 1]) == "out",
            text.foldedText(of: words[first + 2]) == "of"
        else { return nil }
        return first + 3
    }

    /// Whether only a slash parts a word from the number behind it.
    private func isSlash(behind index: Int, in text: AnalysedText) -> Bool {
        guard index + 1 < text.words.count, text.words[index + 1].kind == .number else {
            return false
        }
        let end = text.words[index].end
        return text.words[index + 1].start == end + 1 && text.bytes[end] == UInt8(ascii: "/")
    }

    /// Whether a further slash makes it a date.
    private func continues(_ last: Int, in text: AnalysedText) -> Bool {
        isSlash(behind: last, in: text)
    }

    private func number(_ word: Word, in text: AnalysedText) -> Int? {
        word.end - word.start <= 2 ? Int(text.text(of: word)) : nil
    }

    /// Runs of stars; a run of full ones alone is out of five.
    private func stars(in text: AnalysedText) -> [Rating] {
        var ratings: [Rating] = []
        let bytes = text.bytes
        var word = 0
        var index = 0
        while index + 2 < bytes.count {
            guard bytes[index] == Self.fullStar[0], isStar(at: index, in: bytes) else {
                index += 1
                continue
            }
            let start = index
            var full = 0
            while isStar(at: index, in: bytes) {
                if bytes[index + 2] == Self.fullStar[2] { full += 1 }
                index += 3
            }
            let scale = max((index - start) / 3, 5)
            while word + 1 < text.words.count, text.words[word + 1].start < start { word += 1 }
            if let value = value(of: full, outOf: scale) {
                ratings.append(Rating(bytes: start..<index, words: word..<word, value: value))
            }
        }
        return ratings
    }

    private func isStar(at index: Int, in bytes: ArraySlice<UInt8>) -> Bool {
        guard index + 2 < bytes.count else { return false }
        let sign = bytes[index...(index + 2)]
        return sign.elementsEqual(Self.fullStar) || sign.elementsEqual(Self.emptyStar)
    }

    /// The value of a rating; `nil` for what is no rating, 0 never stands for one.
    private func value(of given: Int, outOf scale: Int) -> Int? {
        guard Self.scales.contains(scale), (0...scale).contains(given) else { return nil }
        let place = max(given, 1)
        let value = most * (2 * (place - 1) - (scale - 1)) / (scale - 1)
        return value == 0 ? nil : value
    }
}
