import EarshotModel

/// A person written as one text: `mail (name)`, `name <mail>`, a name or an address alone.
enum PersonText {
    /// The parts of the text; an empty author for blank text.
    static func author(_ text: String) -> EntryAuthor {
        let bytes = Array(text.utf8)
        if let mail = enclosed(bytes, "<", ">"), isMail(mail.inside) {
            return author(name: mail.outside, mail: mail.inside)
        }
        if let part = enclosed(bytes, "(", ")") {
            if isMail(part.outside) { return author(name: part.inside, mail: part.outside) }
            if isMail(part.inside) { return author(name: part.outside, mail: part.inside) }
        }
        let words = bytes.split(whereSeparator: \.isASCIISpace).map(Array.init)
        if let mail = words.first(where: isMail) {
            let rest = words.filter { $0 != mail }.joined(separator: [0x20])
            return author(name: Array(rest), mail: mail)
        }
        return EntryAuthor(name: bytes.trimmedText)
    }

    /// Whether the text is an e-mail address: something, one `@`, a host with a point, no blank.
    static func isMail(_ text: [UInt8]) -> Bool {
        let parts = withoutScheme(text[text.trimmed(0..<text.count)])
            .split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].count > 2 else { return false }
        let isPlain = parts.joined().allSatisfy { $0 > 0x20 && !forbidden.contains($0) }
        return isPlain && parts[1].dropFirst().dropLast().contains(UInt8(ascii: "."))
    }

    /// Whether the text could be an address on a host without a point, where a feed says it is one.
    static func isLocalMail(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return isMail(bytes + Array(".invalid".utf8))
    }

    private static func author(name: [UInt8], mail: [UInt8]) -> EntryAuthor {
        let address = Array(withoutScheme(mail[mail.trimmed(0..<mail.count)]))
        let quotes: Set<UInt8> = [0x20, 0x22, 0x27, 0x2C]
        let name = Array(name.drop { quotes.contains($0) }.reversed().drop { quotes.contains($0) })
        return EntryAuthor(name: Array(name.reversed()).trimmedText, email: address.trimmedText)
    }

    private static func withoutScheme(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        Array(text.prefix(7)).has("mailto:", at: 0) ? text.dropFirst(7) : text
    }

    /// What stands between the first opening and the last closing byte, and what around them.
    private static func enclosed(
        _ bytes: [UInt8],
        _ open: Unicode.Scalar,
        _ close: Unicode.Scalar
    ) -> (inside: [UInt8], outside: [UInt8])? {
        guard let start = bytes.firstIndex(of: UInt8(ascii: open)),
            let end = bytes.lastIndex(of: UInt8(ascii: close)), start < end
        else { return nil }
        return (Array(bytes[(start + 1)..<end]), Array(bytes[..<start] + bytes[(end + 1)...]))
    }

    private static let forbidden = Set("<>()[],;:\\\"/".utf8)
}
