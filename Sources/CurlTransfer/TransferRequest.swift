/// One request over HTTP; redirects are not followed, so that its sender judges each of them.
public struct TransferRequest: Sendable {
    /// What is asked of the address.
    public enum Method: String, CaseIterable, Sendable {
        /// Give the whole answer.
        case get = "GET"
        /// Give only the headers.
        case head = "HEAD"
        /// Take the body.
        case post = "POST"
        /// Put the body in place.
        case put = "PUT"
        /// Change a part.
        case patch = "PATCH"
        /// Remove.
        case delete = "DELETE"
    }

    /// Where the request goes.
    public var address: WebAddress
    /// What is asked.
    public var method: Method
    /// Further headers, sent in this order; names may repeat.
    public var headers: [(name: String, value: String)]
    /// What is sent along; `nil` sends no body.
    public var body: [UInt8]?
    /// The `User-Agent`; `nil` sends none.
    public var userAgent: String?
    /// What the transfer may cost.
    public var limits: TransferLimits
    /// Which machines may be connected to.
    public var addressGuard: AddressGuard
    /// A socket in the file system that is connected to in place of the address's host.
    ///
    /// It comes from settings and never from a foreign text, so the guard does not judge it.
    public var unixSocketPath: String?
    /// A file of certificates, PEM, that are trusted in place of the machine's own.
    public var caFile: String?
    /// The budget in which a large body needs a permit; `nil` asks for none.
    public var largeBodies: LargeBodies?
    /// The permit that the body has already.
    public var permit: LargeBodyPermit?

    /// Creates a request.
    public init(
        _ address: WebAddress,
        method: Method = .get,
        headers: [(name: String, value: String)] = [],
        body: [UInt8]? = nil,
        userAgent: String? = nil,
        limits: TransferLimits = TransferLimits(),
        addressGuard: AddressGuard = AddressGuard(),
        unixSocketPath: String? = nil,
        caFile: String? = nil,
        largeBodies: LargeBodies? = nil,
        permit: LargeBodyPermit? = nil
    ) {
        self.address = address
        self.method = method
        self.headers = headers
        self.body = body
        self.userAgent = userAgent
        self.limits = limits
        self.addressGuard = addressGuard
        self.unixSocketPath = unixSocketPath
        self.caFile = caFile
        self.largeBodies = largeBodies
        self.permit = permit
    }
}
