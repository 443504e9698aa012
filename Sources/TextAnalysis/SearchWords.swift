/// The words of a text in the form that the full-text index keeps and is asked with.
public enum SearchWords {
    /// The folded words, numbers and handles of a text with one space between them.
    ///
    /// Handles lose their sign, and their parts stand apart, so that `@ada@example.org` is found
    /// under each of its words on every store. Pictures and addresses are left out.
    public static func words(of text: String) -> String {
        let analysed = AnalysedText(text)
        var line: [UInt8] = []
        line.reserveCapacity(analysed.bytes.count + analysed.words.count)
        for word in analysed.words {
            let folded = analysed.folded[word.foldedStart..<word.foldedEnd]
            switch word.kind {
            case .word, .number:
                if !line.isEmpty { line.append(0x20) }
                line += folded
            case .handle:
                for part in folded.split(whereSeparator: isHandleSign) {
                    if !line.isEmpty { line.append(0x20) }
                    line += part
                }
            case .emoji, .address: break
            }
        }
        return String(decoding: line, as: UTF8.self)
    }

    /// Whether a byte parts the words of a handle.
    private static func isHandleSign(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "."), UInt8(ascii: "-"): true
        default: false
        }
    }
}
