/// A BCP 47 language tag as feeds write it.
enum LanguageTag {
    /// The tag with hyphens; `nil` for text that is none, such as `English (US)`.
    static func normalised(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        let tag = bytes[bytes.trimmed(0..<bytes.count)].map { $0 == 0x5F ? 0x2D : $0 }
        let parts = tag.split(separator: 0x2D, omittingEmptySubsequences: false)
        guard let language = parts.first, (2...8).contains(language.count),
            language.allSatisfy(\.isASCIILetter),
            parts.allSatisfy({ part in
                (1...8).contains(part.count)
                    && part.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit }
            })
        else { return nil }
        return String(decoding: tag, as: UTF8.self)
    }
}
