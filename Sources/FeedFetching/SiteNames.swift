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
        guard let host = (try? WebAddress(address))?.host else { return nil }
        guard IPAddress(host) == nil, let list else { return host }
        // libpsl answers with a place inside the name it was given.
        return host.withCString { name in
            psl_registrable_domain(list, name).map { String(cString: $0) } ?? host
        }
    }
}
