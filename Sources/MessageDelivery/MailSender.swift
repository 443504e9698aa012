public import CurlTransfer
import EarshotModel

/// Hands a message to the outside.
public protocol MessageSender: Sendable {
    /// Sends a message; returns once the next server has taken it for every recipient.
    func send(_ message: OutgoingMail) async throws(DeliveryError)
}

/// Why a message did not leave; it prints as a sentence.
public enum DeliveryError: Error, Hashable, CustomStringConvertible {
    /// Nobody is to receive it.
    case noRecipient
    /// The mail server did not take it.
    case refused(TransferError)

    /// The error as a sentence.
    public var description: String {
        switch self {
        case .noRecipient: "the message has no recipient"
        case .refused(let error): "the mail server did not take the message: \(error)"
        }
    }
}

/// Sends mail through one server.
public struct MailSender: MessageSender {
    private let loop: CurlLoop
    private let server: String
    private let username: String?
    private let password: String?
    private let requiresTLS: Bool

    /// Creates a sender for a server such as `smtp://mail.example.com:587`.
    public init(
        loop: CurlLoop,
        server: String,
        username: String? = nil,
        password: String? = nil,
        requiresTLS: Bool = true
    ) {
        self.loop = loop
        self.server = server
        self.username = username
        self.password = password
        self.requiresTLS = requiresTLS
    }

    /// Sends a message.
    public func send(_ message: OutgoingMail) async throws(DeliveryError) {
        guard !message.to.isEmpty else { throw .noRecipient }
        // The server is the operator's own, wherever it stands.
        let anywhere = AddressGuard(allowing: ["0.0.0.0/0", "::/0"].compactMap { Network($0) })
        do {
            try await loop.send(
                MailTransfer(
                    server: server,
                    sender: message.from.address,
                    recipients: message.to.map(\.address),
                    message: message.rendered,
                    username: username,
                    password: password,
                    requiresTLS: requiresTLS,
                    addressGuard: anywhere
                )
            )
        } catch {
            throw .refused(error)
        }
    }
}
