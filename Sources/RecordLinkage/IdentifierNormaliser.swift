public import EarshotModel

/// Brings keys into the one form under which two spellings of an address are equal.
///
/// Records and mentions take the same way, so whatever the form is, equal keys meet.
public struct IdentifierNormaliser: Sendable {
    /// Creates a normaliser.
    public init() {}

    /// Every key of a customer's record, each once, in the order of the record.
    public func identifiers(of customer: Customer) -> [Identifier] {
        let all =
            customer.emails.compactMap(email) + customer.handles.compactMap(handle)
            + customer.orders.compactMap(order)
        var seen: Set<Identifier> = []
        return all.filter { seen.insert($0).inserted }
    }

    /// The key of an e-mail address; `nil` for what is none.
    ///
    /// A display name, `mailto:`, case, full-width letters and a `+tag` do not matter, and at Gmail
    /// dots do not either.
    public func email(_ text: String) -> Identifier? {
        var address = Substring(FullWidth.narrowed(text).lowercased())
        if let start = address.lastIndex(of: "<") { address = address[start...].dropFirst() }
        address = address.prefix { $0 != ">" }.trimmingSpaces
        if address.hasPrefix("mailto:") { address = address.dropFirst(7).prefix { $0 != "?" } }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        var local = String(parts[0].prefix { $0 != "+" })
        var domain = String(parts[1])
        if domain.hasSuffix(".") { domain.removeLast() }
        if domain == "googlemail.com" { domain = "gmail.com" }
        if domain == "gmail.com" { local.removeAll { $0 == "." } }
        guard (1...64).contains(local.utf8.count), local.utf8.allSatisfy(Self.isLocalByte),
            PageAddress.isHost(domain)
        else { return nil }
        return Identifier(kind: .email, key: "\(local)@\(domain)")
    }

    /// The key of an order number; `nil` for what has letters in it or fewer than five digits.
    ///
    /// Letters before the digits and signs between them do not matter: `EO-107087` is `107087`.
    public func order(_ text: String) -> Identifier? {
        let bytes = FullWidth.narrowed(text).utf8
        let rest = bytes.drop { !(0x30...0x39).contains($0) }
        guard rest.allSatisfy({ (0x30...0x39).contains($0) || " -./_".utf8.contains($0) }) else {
            return nil
        }
        let digits = rest.filter { (0x30...0x39).contains($0) }
        guard (Self.fewestOrderDigits...20).contains(digits.count) else { return nil }
        return Identifier(kind: .order, key: String(decoding: digits, as: UTF8.self))
    }

    /// Shorter numbers are too often something else.
    static let fewestOrderDigits = 5

    /// Whether a byte may stand before the `@` (RFC 5322 section 3.2.3, without what nobody uses).
    static func isLocalByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "._%+-'&=~".utf8.contains(byte)
        }
    }
}

/// The full-width forms of ASCII that East Asian keyboards write.
enum FullWidth {
    /// The text with its full-width signs as ASCII: NFKC, as far as addresses need it.
    static func narrowed(_ text: String) -> String {
        guard text.utf8.contains(0xEF) else { return text }
        var narrow = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            narrow.append(ascii(scalar.value).map { Unicode.Scalar($0) } ?? scalar)
        }
        return String(narrow)
    }

    /// The ASCII sign that a full-width one stands for (U+FF01 to U+FF5E).
    static func ascii(_ scalar: UInt32) -> UInt8? {
        guard (0xFF01...0xFF5E).contains(scalar) else { return nil }
        return UInt8(scalar - 0xFEE0)
    }
}
