/// Why a transfer brought no answer; prints as a sentence for whoever must mend it.
public enum TransferError: Error, Hashable, Sendable {
    /// The address is none; the text says why.
    case badAddress(String)
    /// The address has a scheme other than `http` and `https`.
    case unsupportedScheme(String)
    /// A header, a mailbox or another part of the request would break the protocol.
    case badRequest(String)
    /// The host's name has no address.
    case cannotResolve(host: String)
    /// The host's address may not be connected to.
    case refusedAddress(String, because: AddressGuard.Objection)
    /// Nobody answered at the address.
    case cannotConnect(String)
    /// The server's identity could not be proven or no secure connection was agreed.
    case notSecure(String)
    /// The transfer took too long, or too little came in too long a time.
    case timedOut
    /// The decoded body exceeds the limit, in bytes.
    case tooLarge(limit: Int)
    /// The headers exceed the limit, in bytes.
    case headersTooLarge(limit: Int)
    /// The body is a large one, and all permits for such are taken.
    case crowded
    /// The connection ended before the answer did.
    case cutShort
    /// What came is no answer in the protocol.
    case badAnswer(String)
    /// The server refused the login.
    case loginRefused
    /// A mail server refused the message, its sender or a recipient, with this SMTP code or 0.
    case mailRefused(code: Int)
    /// The task that waited was cancelled.
    case cancelled
    /// The loop was shut down.
    case shutDown
    /// Memory or another resource of this machine ran out.
    case outOfMemory
}

extension TransferError {
    /// A stable word for this kind of error, such as `timed_out`.
    public var code: String {
        switch self {
        case .badAddress: "bad_address"
        case .unsupportedScheme: "unsupported_scheme"
        case .badRequest: "bad_request"
        case .cannotResolve: "cannot_resolve"
        case .refusedAddress: "refused_address"
        case .cannotConnect: "cannot_connect"
        case .notSecure: "not_secure"
        case .timedOut: "timed_out"
        case .tooLarge: "too_large"
        case .headersTooLarge: "headers_too_large"
        case .crowded: "crowded"
        case .cutShort: "cut_short"
        case .badAnswer: "bad_answer"
        case .loginRefused: "login_refused"
        case .mailRefused: "mail_refused"
        case .cancelled: "cancelled"
        case .shutDown: "shut_down"
        case .outOfMemory: "out_of_memory"
        }
    }
}

extension TransferError: CustomStringConvertible {
    /// The error as a sentence.
    public var description: String {
        switch self {
        case .badAddress(let reason): "The address cannot be read: \(reason)."
        case .unsupportedScheme(let scheme):
            "The address begins with \"\(scheme):\"; only http and https are fetched."
        case .badRequest(let reason): "The request cannot be sent: \(reason)."
        case .cannotResolve(let host): "The name \(host) has no address."
        case .refusedAddress(let address, let objection):
            "The host is at \(address), \(objection.rawValue), which the settings do not open."
        case .cannotConnect(let detail): "No connection could be made: \(detail)."
        case .notSecure(let detail): "No secure connection could be made: \(detail)."
        case .timedOut: "The server took too long to answer."
        case .tooLarge(let limit): "The answer is larger than \(limit) bytes."
        case .headersTooLarge(let limit): "The answer's headers are larger than \(limit) bytes."
        case .crowded: "The answer is a large one, and enough of them are under way."
        case .cutShort: "The connection ended before the answer was complete."
        case .badAnswer(let detail): "The server's answer cannot be understood: \(detail)."
        case .loginRefused: "The server refused the login."
        case .mailRefused(let code):
            code > 0
                ? "The mail server refused the message with code \(code)."
                : "The mail server refused the message."
        case .cancelled: "The request was cancelled."
        case .shutDown: "The program is stopping."
        case .outOfMemory: "This machine has no memory left for the request."
        }
    }
}
