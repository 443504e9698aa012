public import EarshotModel

/// A message to staff, ready to be written as mail (RFC 5322).
public struct OutgoingMail: Hashable, Sendable {
    /// The sender's address.
    public let from: String
    /// The recipients' addresses.
    public let to: [String]
    /// The subject, in any script.
    public let subject: String
    /// The text, in any script.
    public let body: String
    /// What names the message for ever, also when it is sent again: `<…@host>`.
    public let messageID: String
    /// When it was written.
    public let date: Instant

    /// Creates a message.
    public init(
        from: String,
        to: [String],
        subject: String,
        body: String,
        messageID: String,
        date: Instant
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.body = body
        self.messageID = messageID
        self.date = date
    }

    /// The message as it travels.
    ///
    /// Every header stands on one line whatever the values hold, the subject is an encoded word
    /// (RFC 2047), the text is base64, and `Auto-Submitted` keeps machines from answering
    /// (RFC 3834).
    public var rendered: [UInt8] {
        let headers = [
            ("Message-ID", Self.line(messageID)), ("Date", MailDate.text(date)),
            ("From", Self.line(from)), ("To", to.map(Self.line).joined(separator: ", ")),
            ("Subject", Self.encodedWords(subject)), ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "base64"), ("Auto-Submitted", "auto-generated"),
        ]
        let head = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
        let text = Base64.text(of: Array(body.utf8))
        var lines: [Substring] = []
        var rest = text[...]
        while !rest.isEmpty {
            lines.append(rest.prefix(76))
            rest = rest.dropFirst(76)
        }
        return Array((head + "\r\n" + lines.map { $0 + "\r\n" }.joined()).utf8)
    }

    /// The value without anything that could begin another header.
    private static func line(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
            )
        )
    }

    /// The text as encoded words of at most 75 characters, cut at whole characters.
    private static func encodedWords(_ text: String) -> String {
        var words: [String] = []
        var piece: [UInt8] = []
        for character in line(text) {
            let bytes = Array(String(character).utf8)
            if piece.count + bytes.count > 45, !piece.isEmpty {
                words.append("=?utf-8?B?\(Base64.text(of: piece))?=")
                piece = []
            }
            piece += bytes
        }
        words.append("=?utf-8?B?\(Base64.text(of: piece))?=")
        return words.joined(separator: "\r\n ")
    }
}
