import CCurl
import Glibc

/// An address of the web, `http:` or `https:`, read by the same code that later connects to it.
///
/// One reader for both means that no trick of spelling can show one host and connect to another.
/// The fragment is dropped; odd spellings of IPv4 addresses (`0x7f.1`) are made usual.
public struct WebAddress: Hashable, Sendable {
    /// The address in full, its host in ASCII, with login data where it was given; not for logs or
    /// pages.
    public let text: String
    /// `http` or `https`.
    public let scheme: String
    /// The host in lower case: a name in ASCII (IDNA) without a dot at its end, or an IP address
    /// without brackets.
    public let host: String
    /// The port, also where the address leaves it to the scheme.
    public let port: Int
    /// Whether login data stand in the address.
    public let hasLogin: Bool

    /// Reads an address.
    ///
    /// Throws `badAddress` for what is none and `unsupportedScheme` for other schemes. An address
    /// needs its scheme: `example.org/feed` is none.
    public init(_ text: String) throws(TransferError) {
        let parts = try AddressParts()
        try parts.set(text)
        try self.init(parts)
    }

    /// The address that a reference such as `../feed.xml` means from here (RFC 3986, section 5).
    ///
    /// Login data stay only where scheme, host and port stay. Throws as reading an address does.
    public func resolving(_ reference: String) throws(TransferError) -> WebAddress {
        let parts = try AddressParts()
        try parts.set(text)
        try parts.set(reference)
        let target = try WebAddress(parts)
        guard target.hasLogin, !hasSameOrigin(as: target) else { return target }
        parts.clearLogin()
        return try WebAddress(parts)
    }

    /// Whether the other address names the same scheme, host and port.
    public func hasSameOrigin(as other: WebAddress) -> Bool {
        scheme == other.scheme && host == other.host && port == other.port
    }

    private init(_ parts: AddressParts) throws(TransferError) {
        scheme = parts.get(CURLUPART_SCHEME) ?? ""
        guard scheme == "http" || scheme == "https" else {
            throw .unsupportedScheme(scheme)
        }
        parts.clear(CURLUPART_FRAGMENT)
        guard let text = parts.get(CURLUPART_URL, UInt32(CURLU_PUNYCODE)), let name = parts.host,
            let port = parts.get(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)).flatMap({ Int($0) })
        else { throw .badAddress("it has no usable host") }
        self.text = text
        self.port = port
        host = name
        hasLogin = parts.get(CURLUPART_USER) != nil || parts.get(CURLUPART_PASSWORD) != nil
    }
}

extension WebAddress: CustomStringConvertible {
    /// The address without login data, fit for logs and pages.
    public var description: String {
        guard hasLogin, let parts = try? AddressParts(), (try? parts.set(text)) != nil else {
            return text
        }
        parts.clearLogin()
        return parts.get(CURLUPART_URL) ?? "\(scheme)://\(host)"
    }
}

/// libcurl's own reader of addresses.
private final class AddressParts {
    private let handle: OpaquePointer
    /// Far more than servers take (RFC 9110, 4.1, asks for 8,000), far less than would hurt.
    private static let longest = 16_384
    /// A locale whose texts are UTF-8; constant data that threads only read.
    nonisolated(unsafe) private static let unicode = newlocale(Int32(LC_CTYPE_MASK), "C.UTF-8", nil)

    init() throws(TransferError) {
        guard let handle = curl_url() else { throw .outOfMemory }
        self.handle = handle
    }

    deinit {
        curl_url_cleanup(handle)
    }

    /// Reads a whole address, or a reference from the one that was read before.
    func set(_ text: String) throws(TransferError) {
        guard text.utf8.count <= Self.longest else {
            throw .badAddress("it is longer than \(Self.longest) bytes")
        }
        guard !text.utf8.contains(0) else { throw .badAddress("it holds a NUL character") }
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE)
        let code = curl_url_set(handle, CURLUPART_URL, text, flags)
        guard code == CURLUE_OK else {
            throw .badAddress(String(cString: curl_url_strerror(code)))
        }
    }

    /// A part as text; names of hosts are brought to ASCII where the flags ask for it.
    func get(_ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        // libidn2 takes names in the thread's locale, and programs begin in one of ASCII alone.
        let before = uselocale(Self.unicode)
        defer {
            uselocale(before)
            curl_free(text)
        }
        guard curl_url_get(handle, part, &text, flags) == CURLUE_OK else { return nil }
        return text.map { String(cString: $0) }
    }

    func clear(_ part: CURLUPart) {
        _ = curl_url_set(handle, part, nil, 0)
    }

    func clearLogin() {
        clear(CURLUPART_USER)
        clear(CURLUPART_PASSWORD)
        clear(CURLUPART_OPTIONS)
    }

    /// The host as `WebAddress.host` promises it; `nil` where there is none or IDNA refuses it.
    var host: String? {
        guard let name = get(CURLUPART_HOST, UInt32(CURLU_PUNYCODE)) else { return nil }
        var plain = name.lowercased()
        if plain.hasPrefix("["), plain.hasSuffix("]") {
            plain = String(plain.dropFirst().dropLast())
        }
        if plain.hasSuffix(".") { plain.removeLast() }
        return plain.isEmpty ? nil : plain
    }
}
