import EarshotModel
import TextAnalysis

/// Finds a name in a text, for texts that no detector has read: whole words, folded.
struct NameSearch: Sendable {
    private let words: [[UInt8]]

    init(_ name: String) {
        let text = AnalysedText(name)
        words = text.words.map { Array(text.unsigned($0)) }
    }

    /// Where the name stands; a sign `@` or `#` before it and a genitive behind do not matter.
    func spans(in text: AnalysedText, of field: EntryField) -> [TextSpan] {
        guard !words.isEmpty else { return [] }
        return text.words.indices.compactMap { first in
            let last = first + words.count - 1
            guard last < text.words.count, isName(at: first, in: text) else { return nil }
            return TextSpan(field: field, start: text.words[first].start, end: text.words[last].end)
        }
    }

    private func isName(at first: Int, in text: AnalysedText) -> Bool {
        words.indices.allSatisfy { index in
            let found = text.unsigned(text.words[first + index])
            guard found.starts(with: words[index]) else { return false }
            let rest = found.dropFirst(words[index].count)
            return rest.isEmpty
                || (index == words.count - 1 && rest.first == UInt8(ascii: "'"))
        }
    }
}

extension AnalysedText {
    /// The folded bytes of a word without the sign of a handle or tag.
    fileprivate func unsigned(_ word: Word) -> ArraySlice<UInt8> {
        let bytes = folded[word.foldedStart..<word.foldedEnd]
        return word.kind == .handle ? bytes.dropFirst() : bytes
    }
}
