/// Decides which machines may be connected to: the public internet, and networks that settings
/// open.
///
/// It judges the very address of a connection, never a name, so neither an odd spelling nor a
/// name that changes its answer (DNS rebinding) gains anything.
public struct AddressGuard: Hashable, Sendable {
    /// The networks that are open although they are not public.
    public let allowing: [Network]

    /// Creates a guard that opens only the public internet and the given networks.
    public init(allowing: [Network] = []) {
        self.allowing = allowing
    }

    /// Why an address may not be connected to; `nil` when it may.
    public func objection(to address: IPAddress) -> Objection? {
        guard !allowing.contains(where: { $0.contains(address) }) else { return nil }
        switch address.unmapped {
        case .v4(let value): return SpecialNetworks.objection(toIPv4: value)
        case .v6(let value): return SpecialNetworks.objection(toIPv6: value)
        }
    }

    /// What kind of special address was met.
    public enum Objection: String, CaseIterable, Sendable {
        /// This machine itself.
        case loopback = "an address of this machine"
        /// The wire, including the metadata services of clouds.
        case linkLocal = "a link-local address"
        /// A private network, shared address space or unique local addresses.
        case privateNetwork = "an address of a private network"
        /// IPv4 inside IPv6: NAT64, 6to4, Teredo and the like.
        case transition = "an IPv4 address hidden in IPv6"
        /// Many machines at once.
        case multicast = "a multicast or broadcast address"
        /// Nobody's address: unspecified, reserved or for documentation only.
        case reserved = "a reserved address"
    }
}

/// The special-purpose registries of IANA (RFC 6890), as far as they are not for public servers.
private enum SpecialNetworks {
    static func objection(toIPv4 value: UInt32) -> AddressGuard.Objection? {
        four.first { value >> (32 - $0.length) == $0.prefix >> (32 - $0.length) }?.objection
    }

    /// Besides the list, whatever lies outside 2000::/3 is not global unicast (RFC 4291, 2.4).
    static func objection(toIPv6 value: UInt128) -> AddressGuard.Objection? {
        let listed = six.first { value >> (128 - $0.length) == $0.prefix >> (128 - $0.length) }
        return listed?.objection ?? (value >> 125 == 1 ? nil : .reserved)
    }

    /// The first that matches counts.
    private static let four: [Range<UInt32>] = [
        Range(0x0000_0000, 8, .reserved),  // "this" network
        Range(0x0a00_0000, 8, .privateNetwork),  // 10/8
        Range(0x6440_0000, 10, .privateNetwork),  // 100.64/10, carrier-grade NAT
        Range(0x7f00_0000, 8, .loopback),  // 127/8
        Range(0xa9fe_0000, 16, .linkLocal),  // 169.254/16
        Range(0xac10_0000, 12, .privateNetwork),  // 172.16/12
        Range(0xc000_0000, 24, .reserved),  // 192.0.0/24, protocol assignments
        Range(0xc000_0200, 24, .reserved),  // 192.0.2/24, documentation
        Range(0xc058_6300, 24, .transition),  // 192.88.99/24, 6to4 relays
        Range(0xc0a8_0000, 16, .privateNetwork),  // 192.168/16
        Range(0xc612_0000, 15, .reserved),  // 198.18/15, benchmarks
        Range(0xc633_6400, 24, .reserved),  // 198.51.100/24, documentation
        Range(0xcb00_7100, 24, .reserved),  // 203.0.113/24, documentation
        Range(0xe000_0000, 4, .multicast),  // 224/4
        Range(0xffff_ffff, 32, .multicast),  // broadcast
        Range(0xf000_0000, 4, .reserved),  // 240/4
    ]

    /// The first that matches counts.
    private static let six: [Range<UInt128>] = [
        Range(0, 128, .reserved),  // ::, unspecified
        Range(1, 128, .loopback),  // ::1
        Range(0, 96, .transition),  // ::/96, IPv4-compatible
        Range(0xffff << 48, 96, .transition),  // ::ffff:0:0:0/96, IPv4-translated (RFC 2765)
        Range(0x0064_ff9b << 96, 96, .transition),  // 64:ff9b::/96, NAT64
        Range(0x0064_ff9b_0001 << 80, 48, .transition),  // 64:ff9b:1::/48, local NAT64
        Range(0x2001_0000 << 96, 32, .transition),  // 2001::/32, Teredo
        Range(0x2001 << 112, 23, .reserved),  // 2001::/23, protocol assignments
        Range(0x2001_0db8 << 96, 32, .reserved),  // documentation
        Range(0x2002 << 112, 16, .transition),  // 6to4
        Range(0x3fff << 112, 20, .reserved),  // documentation (RFC 9637)
        Range(0xfc00 << 112, 7, .privateNetwork),  // unique local
        Range(0xfe80 << 112, 10, .linkLocal),
        Range(0xfec0 << 112, 10, .privateNetwork),  // site-local (RFC 3879)
        Range(0xff00 << 112, 8, .multicast),
    ]

    private struct Range<Number: Sendable>: Sendable {
        let prefix: Number
        let length: Int
        let objection: AddressGuard.Objection

        init(_ prefix: Number, _ length: Int, _ objection: AddressGuard.Objection) {
            self.prefix = prefix
            self.length = length
            self.objection = objection
        }
    }
}
