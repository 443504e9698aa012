import CLibPSL
import CurlTransfer

/// Tells which site an address belongs to: the registrable domain, by the public suffix list.
///
/// `@unchecked Sendable`: libpsl's built-in list is constant data that every call only reads.
public final class SiteNames: @unchecked Sendable {
    /// The site of all files.
    public static let files = "file"

    private let list: OpaquePointer?

    /// Uses the list that is built into libpsl.
    public init() {
        list = psl_builtin()
    }

    /// The site of an address; `nil` when it is none that can be fetched.
    ///
    /// A numeric address and a host without a registrable domain are sites of their own, whatever
    /// the port.
    public func site(of address: String) -> String? {
        if address.hasPrefix("file:/") { return Self.files }
        guard let parsed = try? WebAddress(address),
            parsed.scheme == "http" || parsed.scheme == "https"
        else { return nil }
        let host = parsed.host.lowercased()
        guard IPAddress(host) == nil, let list,
            let domain = psl_registrable_domain(list, host)
        else { return host }
        return String(cString: domain)
    }
}
