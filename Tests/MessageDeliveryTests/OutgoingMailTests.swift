import EarshotModel
import EarshotTesting
import Foundation
import MessageDelivery
import Testing

@Suite struct OutgoingMailTests {
    private func read(
        from: Mailbox = Mailbox("earshot@example.org"),
        to: [Mailbox] = [Mailbox("ada@example.org")],
        subject: String = "A case is due",
        body: String = "Please look.\n",
        messageID: String = "<1@example.org>"
    ) throws -> ReadMessage {
        let mail = OutgoingMail(
            from: from,
            to: to,
            subject: subject,
            body: body,
            messageID: messageID,
            date: Instant(seconds: 1_445_412_480)
        )
        return try ReadMessage(mail.rendered)
    }

    @Test func `a message says who, when and what, and that a machine wrote it`() throws {
        let message = try read(to: [Mailbox("ada@example.org"), Mailbox("bob@example.org")])
        #expect(message["Message-ID"] == "<1@example.org>")
        #expect(message["Date"] == "Wed, 21 Oct 2015 07:28:00 +0000")
        #expect(message["From"] == "earshot@example.org")
        #expect(message["To"]?.contains("ada@example.org, bob@example.org") == true)
        #expect(message["Auto-Submitted"] == "auto-generated")
        #expect(message["Content-Type"] == "text/plain; charset=utf-8")
        #expect(message.text == "Please look.\r\n")
        #expect(Set(message.headers.map(\.name)).count == message.headers.count)
    }

    @Test(arguments: [
        "plain", "Größe", "日本語の長い件名が七十五文字を超えるとどうなるかを確かめるための件名です",
        "🙂🙃", String(repeating: "a", count: 2000), "trailing ", " leading", "=?utf-8?B?eA==?=",
        // One character to its reader, far longer than a word to the RFC.
        "e" + String(repeating: "\u{301}", count: 200), "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "",
    ])
    func `a subject in any script comes back, in words and lines within their limits`(
        subject: String
    ) throws {
        let message = try read(from: Mailbox("e@example.org", name: subject), subject: subject)
        let value = try #require(message["Subject"])
        #expect(try ReadMessage.decoded(value) == subject)
        for word in value.split(separator: " ") { #expect(word.utf8.count <= 75) }
        for line in message.headLines { #expect(line.utf8.count <= 76) }
        let sender = try #require(message["From"])
        #expect(try ReadMessage.decoded(sender) == subject)
        #expect(sender.hasSuffix(subject.isEmpty ? "e@example.org" : " <e@example.org>"))
    }

    @Test(arguments: [
        "x\r\nBcc: eve@example.org", "x\nBcc: eve@example.org", "x\rBcc: eve@example.org",
        "x\r\n\r\nbody", "x\0y", "x\u{2028}y",
    ])
    func `no value can begin another header`(value: String) throws {
        let message = try read(
            from: Mailbox(value, name: value),
            to: [Mailbox(value), Mailbox("a@example.org", name: value)],
            subject: value,
            messageID: value
        )
        #expect(
            message.headers.map(\.name) == [
                "Message-ID", "Date", "From", "To", "Subject", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding", "Auto-Submitted",
            ]
        )
        let subject = try ReadMessage.decoded(try #require(message["Subject"]))
        #expect(subject.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x2028 })
        #expect(message.text == "Please look.\r\n")
    }

    @Test(arguments: [
        ("", ""), ("one", "one"), ("one\ntwo", "one\r\ntwo"), ("one\r\ntwo\n", "one\r\ntwo\r\n"),
        (".\n..\n", ".\r\n..\r\n"), ("Grüße 🙂", "Grüße 🙂"),
    ])
    func `a text of any script comes back, its lines ended as mail ends them`(
        text: String,
        result: String
    ) throws {
        #expect(try read(body: text).text == result)
    }

    @Test func `many recipients make no line too long for a server`() throws {
        let many = (0..<100).map { Mailbox("someone-\($0)@example.org") }
        let message = try read(to: many)
        // RFC 5322, 2.1.1.
        for line in message.headLines { #expect(line.utf8.count <= 78) }
        #expect(message["To"]?.split(separator: ",").count == 100)
    }

    @Test(arguments: UInt64(1)...60)
    func `any text is one header and one body`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let bytes = random.bytes(upTo: 300, outOf: seed.isMultiple(of: 2) ? "" : "a\r\n :<>\0é")
        let text = String(decoding: bytes, as: UTF8.self)
        let message = try read(to: [Mailbox("a@b", name: text)], subject: text, body: text)
        #expect(message.headers.count == 9)
        let subject = try ReadMessage.decoded(try #require(message["Subject"]))
        let kept = text.unicodeScalars.filter { $0.properties.generalCategory != .control }
        let expected = kept.filter { $0.value != 0x2028 && $0.value != 0x2029 }
        #expect(Array(subject.unicodeScalars) == Array(expected))
        #expect(message.text == text.replacing("\n", with: "\r\n"))
    }
}
