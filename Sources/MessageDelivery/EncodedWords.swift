/// Text of any script in a header, as encoded words (RFC 2047).
enum EncodedWords {
    /// The longest word, and the longest line with a word in it (section 2).
    private static let longestWord = 75
    private static let longestLine = 76
    private static let prefix = "=?utf-8?B?"
    private static let suffix = "?="

    /// The text without control characters, in words that are cut at whole characters and stand on
    /// a line each; the first begins at `column`.
    static func text(_ text: String, column: Int) -> String {
        var words: [String] = []
        var piece: [UInt8] = []
        // Characters in the sense of the RFC are Unicode's scalars; what a reader calls one can
        // be longer than a word.
        for scalar in text.unicodeScalars where !scalar.properties.generalCategory.isControl {
            let bytes = Array(String(scalar).utf8)
            let room = room(at: words.isEmpty ? column : 1)
            if piece.count + bytes.count > room, !piece.isEmpty {
                words.append(word(piece))
                piece = []
            }
            piece += bytes
        }
        if !piece.isEmpty { words.append(word(piece)) }
        return words.joined(separator: "\r\n ")
    }

    private static func word(_ bytes: [UInt8]) -> String {
        prefix + Base64.text(of: bytes) + suffix
    }

    /// How many bytes fit into a word that begins at a column: four letters for three of them.
    private static func room(at column: Int) -> Int {
        let length = min(longestWord, longestLine - column) - prefix.utf8.count - suffix.utf8.count
        return length / 4 * 3
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isControl: Bool {
        self == .control || self == .lineSeparator || self == .paragraphSeparator
    }
}
