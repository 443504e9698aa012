public import EarshotModel

/// A message to staff, ready to be written as mail (RFC 5322).
public struct OutgoingMail: Hashable, Sendable {
    /// The sender.
    public let from: Mailbox
    /// The recipients, each of whom sees the others.
    public let to: [Mailbox]
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
        from: Mailbox,
        to: [Mailbox],
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
    /// No value can begin another header, subject and names are encoded words (RFC 2047), the text
    /// is base64, and `Auto-Submitted` keeps machines from answering (RFC 3834).
    public var rendered: [UInt8] {
        let headers = [
            ("Message-ID", HeaderLine.text(messageID)), ("Date", MailDate.text(date)),
            ("From", from.headerText(column: "From: ".utf8.count)),
            ("To", to.map { "\r\n " + $0.headerText(column: 1) }.joined(separator: ",")),
            ("Subject", EncodedWords.text(subject, column: "Subject: ".utf8.count)),
            ("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "base64"), ("Auto-Submitted", "auto-generated"),
        ]
        let head = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
        // Lines end with CR LF before they are encoded (RFC 2045 section 6.8); to Swift that pair
        // is one character, which no lone LF equals.
        let text = body.replacing("\n", with: "\r\n")
        return Array((head + "\r\n" + Base64.lines(of: Array(text.utf8))).utf8)
    }
}

/// A value that must stay on its line of the headers.
enum HeaderLine {
    /// The value without anything that could begin another header.
    static func text(_ value: String) -> String {
        String(
            String.UnicodeScalarView(
                value.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
            )
        )
    }
}
