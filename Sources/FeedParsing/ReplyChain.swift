/// Tells the words of others, which mail programs and forums put below an answer, from its own.
///
/// Lines that belong to somebody else begin with `>`, as mail programs write it.
enum ReplyChain {
    /// Whether a line names whose words follow: "On 2 March Mira wrote:", "Mira schrieb:".
    static func isAttribution(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.count <= longestAttribution, line.last == UInt8(ascii: ":") else { return false }
        let text = String(decoding: line, as: UTF8.self).lowercased()
        return verbs.contains { text.hasSuffix($0) }
    }

    /// The text with every line of a copied message marked as a quotation.
    ///
    /// A message is copied from a line such as "-----Original Message-----" on, and from one such
    /// as "On 2 March Mira wrote:" on, unless the line behind it is marked: then the marks tell its
    /// end.
    static func marked(_ text: [UInt8]) -> [UInt8] {
        var start = 0
        while start < text.count {
            let end = text.index(of: 0x0A, from: start) ?? text.count
            let isFollowedByMark = end + 1 < text.count && text[end + 1] == UInt8(ascii: ">")
            if end > start, mayEndDivider(text[end - 1]), !isFollowedByMark,
                isDivider(text[start..<end])
            {
                return quoted(text, from: start)
            }
            start = end + 1
        }
        return text
    }

    // MARK: -

    private static func mayEndDivider(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
    }

    private static func isDivider(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.count <= longestAttribution, line.first != UInt8(ascii: ">") else {
            return false
        }
        if line.last == UInt8(ascii: "-") {
            guard line.starts(with: "--".utf8), line.count > 10 else { return false }
            let words = line.split { $0 == UInt8(ascii: "-") || $0 == 0x20 }
            let text = String(decoding: Array(words.joined(separator: [0x20])), as: UTF8.self)
            return dividers.contains(text.lowercased())
        }
        let text = String(decoding: line, as: UTF8.self).lowercased()
        if forwards.contains(text) { return true }
        return openings.contains(where: text.hasPrefix) && isAttribution(line)
    }

    private static func quoted(_ text: [UInt8], from start: Int) -> [UInt8] {
        var result = Array(text[..<start])
        result.reserveCapacity(text.count + text.count / 16)
        let lines = text[start...].split(separator: 0x0A, omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            if number > 0 { result.append(0x0A) }
            if line.first != UInt8(ascii: ">") { result.append("> ") }
            result.append(contentsOf: line)
        }
        return result
    }

    private static let longestAttribution = 200

    private static let verbs = [
        "wrote:", "writes:", "said:", "schrieb:", "skrev:", "a écrit:", "a écrit :", "a dit:",
        "escribió:",
        "ha scritto:", "scrisse:", "schreef:", "escreveu:", "napisał:", "napisała:", "napisał(a):",
        "menulis:", "kirjoitti:", "написал:", "написала:", "пишет:", "yazdı:", "எழுதினார்:", "sumulat:",
    ]
    private static let openings = [
        "on ", "am ", "den ", "le ", "el ", "il ", "op ", "em ", "w dniu ", "pada ",
    ]
    private static let dividers: Set<String> = [
        "original message", "forwarded message", "ursprüngliche nachricht",
        "ursprungligt meddelande",
        "message d'origine", "mensaje original", "messaggio originale", "oorspronkelijk bericht",
        "mensagem original", "wiadomość oryginalna", "mesej asal", "weitergeleitete nachricht",
    ]
    private static let forwards: Set<String> = ["begin forwarded message:"]
}
