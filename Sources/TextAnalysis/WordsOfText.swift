/// The words of a text with their accents, in small letters, without names of networks and
/// addresses, and the script where that alone tells the language.
struct WordsOfText {
    /// The words as scalars.
    private(set) var words: [[UInt32]] = []
    /// The language whose script most letters are of; `nil` for Latin letters.
    private(set) var script: String?

    /// Scripts that one language of ours writes, and the others, which none of ours does.
    private static let scripts: [(ClosedRange<UInt32>, String)] = [
        (0x0B80...0x0BFF, "ta"), (0x0370...0x03FF, "el"), (0x0400...0x052F, "ru"),
        (0x0590...0x05FF, "he"), (0x0600...0x06FF, "ar"), (0x0900...0x097F, "hi"),
        (0x0E00...0x0E7F, "th"), (0x1100...0x11FF, "ko"), (0x3040...0x30FF, "ja"),
        (0x4E00...0x9FFF, "zh"), (0xAC00...0xD7AF, "ko"),
    ]

    /// Reads the first so many bytes of a text.
    init(_ text: String, reading most: Int) {
        var word: [UInt32] = []
        var isSkipped = false
        var latin = 0
        var foreign: [String: Int] = [:]
        var read = 0
        for scalar in text.unicodeScalars {
            read += 1
            guard read <= most else { break }
            guard Self.isPartOfWord(scalar) else {
                if scalar.properties.isWhitespace { isSkipped = false }
                if scalar == "@" || scalar == "#" || scalar == "/" { isSkipped = true }
                if !word.isEmpty { words.append(word) }
                word = []
                continue
            }
            if isSkipped { continue }
            if scalar.value < 0x250 {
                latin += 1
            } else if let script = Self.scripts.first(where: { $0.0.contains(scalar.value) })?.1 {
                foreign[script, default: 0] += 1
            }
            let small = scalar.properties.lowercaseMapping.unicodeScalars
            word += small.map(\.value)
        }
        if !word.isEmpty { words.append(word) }
        guard let most = foreign.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
            most.value * 2 > latin
        else { return }
        script = most.key
    }

    /// Letters and the marks that belong to them.
    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isAlphabetic { return true }
        let category = scalar.properties.generalCategory
        return category == .spacingMark || category == .nonspacingMark
    }
}
