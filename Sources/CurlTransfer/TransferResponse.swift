/// A whole answer over HTTP, whatever its status.
public struct TransferResponse: Sendable {
    /// The status, 100 to 999 as the server wrote it.
    public let status: Int
    /// The final answer's headers, without interim answers and trailers.
    public let headers: HeaderFields
    /// The decoded body.
    public let body: [UInt8]
    /// The address of the machine that answered; `nil` for a socket in the file system.
    public let remoteAddress: String?
    /// The permit for a large body; whoever keeps the body keeps the permit as long.
    public let permit: LargeBodyPermit?

    /// Creates an answer; for tests and for answers that no server gave.
    public init(
        status: Int,
        headers: HeaderFields,
        body: [UInt8] = [],
        remoteAddress: String? = nil,
        permit: LargeBodyPermit? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.remoteAddress = remoteAddress
        self.permit = permit
    }
}
