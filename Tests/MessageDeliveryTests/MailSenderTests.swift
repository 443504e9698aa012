import CurlTransfer
import EarshotModel
import EarshotTesting
import MessageDelivery
import Testing

@Suite(
    .serialized,
    .timeLimit(.minutes(2)),
    .enabled(if: MailServer.python != nil, "EARSHOT_PYTHON names no Python with aiosmtpd")
)
struct MailSenderTests {
    private let loop = CurlLoop()

    private func mail(to recipients: [String]) -> OutgoingMail {
        OutgoingMail(
            from: Mailbox("earshot@example.org", name: "Zuhörer"),
            to: recipients.map { Mailbox($0) },
            subject: "Ein Fall wird fällig",
            body: "Bitte ansehen.\n.\n",
            messageID: "<42@example.org>",
            date: Instant(seconds: 1_445_412_480)
        )
    }

    @Test func `a message reaches every recipient byte for byte`() async throws {
        let server = try await MailServer()
        let sender = MailSender(loop: loop, server: server.address, requiresTLS: false)
        let mail = mail(to: ["ada@example.org", "bob@example.org"])
        try await sender.send(mail)
        let taken = try #require(await server.messages.first(1).first)
        #expect(taken.sender == "earshot@example.org")
        #expect(taken.recipients == ["ada@example.org", "bob@example.org"])
        #expect(taken.content == mail.rendered)
        let message = try ReadMessage(taken.content)
        #expect(message["Message-ID"] == "<42@example.org>")
        #expect(message.text == "Bitte ansehen.\r\n.\r\n")
    }

    @Test func `a message that is sent again keeps its name`() async throws {
        let server = try await MailServer()
        let sender = MailSender(loop: loop, server: server.address, requiresTLS: false)
        for _ in 0..<2 { try await sender.send(mail(to: ["ada@example.org"])) }
        let names = try await server.messages.first(2).map { try ReadMessage($0.content) }
        #expect(names.map { $0["Message-ID"] } == ["<42@example.org>", "<42@example.org>"])
    }

    @Test func `a refused recipient is an error that says so`() async throws {
        let server = try await MailServer()
        let sender = MailSender(loop: loop, server: server.address, requiresTLS: false)
        let error = await #expect(throws: DeliveryError.self) {
            try await sender.send(mail(to: ["refused@example.org"]))
        }
        #expect(error == .refused(.mailRefused(code: 550)))
        #expect(error?.description.contains("550") == true)
    }

    @Test func `without a recipient nothing is sent`() async throws {
        let sender = MailSender(loop: loop, server: "smtp://127.0.0.1:1")
        await #expect(throws: DeliveryError.noRecipient) { try await sender.send(mail(to: [])) }
    }

    @Test func `an address cannot smuggle in a command or a header`() async throws {
        let server = try await MailServer()
        let sender = MailSender(loop: loop, server: server.address, requiresTLS: false)
        let error = await #expect(throws: DeliveryError.self) {
            try await sender.send(mail(to: ["ada@example.org>\r\nRCPT TO:<eve@example.org"]))
        }
        guard case .refused(.badRequest) = error else {
            Issue.record("\(String(describing: error)) is no refusal of the mailbox")
            return
        }
        await server.end()
        #expect(server.messages.elements.isEmpty)
    }

    @Test func `TLS is demanded unless told otherwise, and no login leaves without it`()
        async throws
    {
        let server = try await MailServer(demandsLogin: true)
        let sender = MailSender(
            loop: loop,
            server: server.address,
            username: "robot",
            password: "open sesame"
        )
        let error = await #expect(throws: DeliveryError.self) {
            try await sender.send(mail(to: ["ada@example.org"]))
        }
        guard case .refused(.notSecure) = error else {
            Issue.record("\(String(describing: error)) does not say that TLS is missing")
            return
        }
        #expect(error?.description.contains("sesame") == false)
        await server.end()
        #expect(server.logins.elements.isEmpty)
        #expect(server.messages.elements.isEmpty)
    }

    @Test func `on a trusted network a login may go in the clear`() async throws {
        let server = try await MailServer(demandsLogin: true)
        let sender = MailSender(
            loop: loop,
            server: server.address,
            username: "robot",
            password: "open sesame",
            requiresTLS: false
        )
        try await sender.send(mail(to: ["ada@example.org"]))
        #expect(await server.messages.first(1).count == 1)
    }

    @Test func `a server that is not there is an error in words`() async throws {
        let server = try ScriptedServer()
        let address = "smtp://127.0.0.1:\(server.port)"
        server.stop()
        let sender = MailSender(loop: loop, server: address, requiresTLS: false)
        let error = await #expect(throws: DeliveryError.self) {
            try await sender.send(mail(to: ["ada@example.org"]))
        }
        #expect(error?.description.hasPrefix("the mail server did not take the message") == true)
    }
}
