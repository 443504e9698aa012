import CurlTransfer
import EarshotTesting
import Foundation
import Testing

@Suite(
    .serialized,
    .timeLimit(.minutes(2)),
    .enabled(if: MailServer.python != nil, "EARSHOT_PYTHON names no Python with aiosmtpd")
)
struct MailTransferTests {
    private let loop = CurlLoop()

    private func mail(
        to recipients: [String] = ["ada@example.org"],
        from sender: String = "earshot@example.org",
        _ message: String = "Subject: x\r\n\r\nhello\r\n",
        by server: String,
        login: (name: String, password: String)? = nil,
        requiresTLS: Bool = false,
        caFile: String? = nil
    ) -> MailTransfer {
        MailTransfer(
            server: server,
            sender: sender,
            recipients: recipients,
            message: Array(message.utf8),
            username: login?.name,
            password: login?.password,
            requiresTLS: requiresTLS,
            addressGuard: .openToTests,
            caFile: caFile
        )
    }

    @Test func `a message arrives byte for byte, dots and long lines included`() async throws {
        let server = try await MailServer()
        let message =
            "Subject: dots\r\n\r\n.\r\n..\r\n.text\r\n\r\n" + String(repeating: "ä", count: 400)
            + "\r\nlast line\r\n"
        try await loop.send(
            mail(to: ["ada@example.org", "bob@example.org"], message, by: server.address)
        )
        let taken = try #require(await server.messages.first(1).first)
        #expect(taken.content == Array(message.utf8))
        #expect(taken.sender == "earshot@example.org")
        #expect(taken.recipients == ["ada@example.org", "bob@example.org"])
    }

    @Test func `a message of a megabyte arrives whole, and the next on the same connection`()
        async throws
    {
        let server = try await MailServer()
        let big = "Subject: big\r\n\r\n" + String(repeating: "0123456789\r\n", count: 90_000)
        try await loop.send(mail(big, by: server.address))
        try await loop.send(mail(by: server.address))
        let taken = await server.messages.first(2)
        #expect(taken.first?.content.count == big.utf8.count)
        #expect(taken.last?.content == Array("Subject: x\r\n\r\nhello\r\n".utf8))
    }

    @Test func `one refused recipient refuses the message for all, in words`() async throws {
        let server = try await MailServer()
        let error = await #expect(throws: TransferError.self) {
            try await loop.send(
                mail(to: ["ada@example.org", "refused@example.org"], by: server.address)
            )
        }
        #expect(error == .mailRefused(code: 550))
        #expect(error?.description.contains("550") == true)
        await server.end()
        #expect(server.messages.elements.isEmpty)
    }

    @Test(arguments: [
        "", "a b@example.org", "a@example.org>\r\nRCPT TO:<eve@example.org", "<a@example.org>",
        "a@example.org\n", "a\0@example.org",
    ])
    func `no mailbox can carry a command`(mailbox: String) async throws {
        let server = try await MailServer()
        for transfer in [
            mail(to: [mailbox], by: server.address), mail(from: mailbox, by: server.address),
        ] {
            let error = await #expect(throws: TransferError.self) { try await loop.send(transfer) }
            #expect(error?.code == "bad_request")
        }
        await server.end()
        #expect(server.messages.elements.isEmpty)
    }

    @Test func `a message without recipients is not sent`() async throws {
        let error = await #expect(throws: TransferError.self) {
            try await loop.send(mail(to: [], by: "smtp://127.0.0.1:1"))
        }
        #expect(error?.code == "bad_request")
    }

    @Test func `where TLS is demanded and not offered nothing leaves, and no login`() async throws {
        let server = try await MailServer(demandsLogin: true)
        let error = await #expect(throws: TransferError.self) {
            try await loop.send(
                mail(by: server.address, login: ("robot", "open sesame"), requiresTLS: true)
            )
        }
        #expect(error?.code == "not_secure")
        await server.end()
        #expect(server.logins.elements.isEmpty)
        #expect(server.messages.elements.isEmpty)
    }

    @Test func `a login goes over TLS, to a server whose certificate is trusted`() async throws {
        let folder = try TemporaryFolder()
        let certificate = folder.file("server.pem")
        let server = try await MailServer(demandsLogin: true, certificate: certificate)
        try await loop.send(
            mail(
                by: server.address,
                login: ("robot", "open sesame"),
                requiresTLS: true,
                caFile: certificate.path
            )
        )
        #expect(await server.messages.first(1).count == 1)
        let login = try #require(server.logins.elements.first)
        #expect(login.isSecure)
        #expect(login.name == "robot")
        #expect(login.password == "open sesame")
    }

    @Test func `a certificate that nobody vouches for ends it before the login`() async throws {
        let folder = try TemporaryFolder()
        let server = try await MailServer(
            demandsLogin: true,
            certificate: folder.file("server.pem")
        )
        let error = await #expect(throws: TransferError.self) {
            try await loop.send(
                mail(by: server.address, login: ("robot", "open sesame"), requiresTLS: true)
            )
        }
        #expect(error?.code == "not_secure")
        await server.end()
        #expect(server.logins.elements.isEmpty)
    }

    @Test func `a wrong password is an error of its own`() async throws {
        let server = try await MailServer(demandsLogin: true)
        await #expect(throws: TransferError.loginRefused) {
            try await loop.send(mail(by: server.address, login: ("robot", "open sesam")))
        }
        await server.end()
        #expect(server.messages.elements.isEmpty)
    }

    @Test(arguments: ["http://127.0.0.1:1/", "file:///etc/passwd", "127.0.0.1:1", ""])
    func `only a mail server is spoken to`(server: String) async throws {
        let error = await #expect(throws: TransferError.self) {
            try await loop.send(mail(by: server))
        }
        #expect(error?.code == "bad_address")
    }

    @Test func `the guard judges mail servers too`() async throws {
        let server = try await MailServer()
        var transfer = mail(by: server.address)
        transfer.addressGuard = AddressGuard()
        await #expect(throws: TransferError.refusedAddress("127.0.0.1", because: .loopback)) {
            try await loop.send(transfer)
        }
    }
}
