/// A range of addresses written as an address and a length of prefix, such as `10.0.0.0/8`.
public struct Network: Hashable, Sendable {
    /// The first address of the range.
    public let first: IPAddress
    /// How many leading bits every address of the range shares: 0 to 32 or 0 to 128.
    public let prefixLength: Int

    /// Reads a network, or a single address as the network that holds only it.
    ///
    /// `nil` for anything else. Bits behind the prefix are taken as zero: `10.1.2.3/8` is
    /// `10.0.0.0/8`. A network of IPv4 addresses in IPv6 spelling is read as the IPv4 one.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = parts.first.flatMap({ IPAddress($0) }) else {
            return nil
        }
        guard parts.count == 2 else {
            self.init(address, prefixLength: address.width)
            return
        }
        guard parts[1].utf8.count <= 3, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let length = Int(parts[1]), length <= address.width
        else { return nil }
        self.init(address, prefixLength: length)
    }

    /// Creates the network around an address whose first `prefixLength` bits it shares.
    init(_ address: IPAddress, prefixLength: Int) {
        let isMapped = address.unmapped != address && prefixLength >= 96
        let address = isMapped ? address.unmapped : address
        let prefixLength = isMapped ? prefixLength - 96 : prefixLength
        self.prefixLength = prefixLength
        switch address {
        case .v4(let value): first = .v4(value & Self.mask(prefixLength))
        case .v6(let value): first = .v6(value & Self.mask(prefixLength))
        }
    }

    /// Whether the address lies in this network; an IPv4 address in IPv6 spelling counts as IPv4.
    public func contains(_ address: IPAddress) -> Bool {
        switch (first, address.unmapped) {
        case (.v4(let first), .v4(let value)): value & Self.mask(prefixLength) == first
        case (.v6(let first), .v6(let value)): value & Self.mask(prefixLength) == first
        default: false
        }
    }

    private static func mask<Number: FixedWidthInteger & UnsignedInteger>(
        _ prefixLength: Int
    ) -> Number {
        // Swift's shift by the whole width or more gives zero.
        ~(Number.max >> prefixLength)
    }
}

extension Network: CustomStringConvertible {
    /// The network as it is written in settings.
    public var description: String { "\(first)/\(prefixLength)" }
}

extension IPAddress {
    /// How many bits an address of this kind has.
    fileprivate var width: Int {
        switch self {
        case .v4: UInt32.bitWidth
        case .v6: UInt128.bitWidth
        }
    }
}
