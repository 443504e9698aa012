/// One message handed to a mail server over SMTP (RFC 5321).
public struct MailTransfer: Sendable {
    /// The server, `smtp://host:port`, or `smtps://host:port` for TLS from the first byte.
    public var server: String
    /// The envelope's sender, without angle brackets.
    public var sender: String
    /// The envelope's recipients, without angle brackets; all must be taken by the server.
    public var recipients: [String]
    /// The whole message, headers and body, with lines ended by CR LF; dots are doubled in transit.
    public var message: [UInt8]
    /// The name to log in with; `nil` logs in nowhere.
    public var username: String?
    /// The password to log in with.
    public var password: String?
    /// Whether the message travels only over TLS (STARTTLS, RFC 3207).
    ///
    /// Otherwise TLS is used where the server offers it. With a login it must stay true except on
    /// a trusted network.
    public var requiresTLS: Bool
    /// What the transfer may cost.
    public var limits: TransferLimits
    /// Which machines may be connected to.
    public var addressGuard: AddressGuard
    /// A file of certificates, PEM, that are trusted in place of the machine's own.
    public var caFile: String?

    /// Creates a transfer of a message.
    public init(
        server: String,
        sender: String,
        recipients: [String],
        message: [UInt8],
        username: String? = nil,
        password: String? = nil,
        requiresTLS: Bool = true,
        limits: TransferLimits = TransferLimits(),
        addressGuard: AddressGuard = AddressGuard(),
        caFile: String? = nil
    ) {
        self.server = server
        self.sender = sender
        self.recipients = recipients
        self.message = message
        self.username = username
        self.password = password
        self.requiresTLS = requiresTLS
        self.limits = limits
        self.addressGuard = addressGuard
        self.caFile = caFile
    }
}
