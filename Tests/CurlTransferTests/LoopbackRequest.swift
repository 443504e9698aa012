import CurlTransfer

extension AddressGuard {
    /// Opens 127.0.0.1, where the servers of tests listen, and nothing else that is not public.
    static let openToTests = AddressGuard(allowing: ["127.0.0.1"].compactMap { Network($0) })
}

extension TransferRequest {
    /// A request that may go to the servers of tests.
    static func loopback(
        _ address: String,
        method: Method = .get,
        headers: [(name: String, value: String)] = [],
        body: [UInt8]? = nil,
        limits: TransferLimits = TransferLimits()
    ) throws -> TransferRequest {
        TransferRequest(
            try WebAddress(address),
            method: method,
            headers: headers,
            body: body,
            userAgent: "tests (+mailto:tests@example.org)",
            limits: limits,
            addressGuard: .openToTests
        )
    }
}
