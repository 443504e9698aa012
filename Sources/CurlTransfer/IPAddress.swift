import Glibc

/// The address of a machine, IPv4 or IPv6, without a port or a zone.
public enum IPAddress: Hashable, Sendable {
    /// An IPv4 address, the first octet in the highest bits.
    case v4(UInt32)
    /// An IPv6 address, the first octet in the highest bits.
    case v6(UInt128)

    /// Reads an address in its usual spelling; `nil` for any other, such as `0177.1` or
    /// `2130706433`.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count <= Self.longestSpelling, !text.utf8.contains(0) else { return nil }
        let text = String(text)
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self = .v4(UInt32(bigEndian: four.s_addr))
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            self = .v6(withUnsafeBytes(of: six) { Self.number(in: $0) })
        } else {
            return nil
        }
    }

    /// Reads what the kernel is about to connect to; `nil` when it is not an internet address.
    init?(_ socket: UnsafePointer<sockaddr>, length: UInt32) {
        let bytes = UnsafeRawBufferPointer(start: socket, count: Int(length))
        switch Int32(socket.pointee.sa_family) {
        case AF_INET where length >= MemoryLayout<sockaddr_in>.size:
            let four = bytes.loadUnaligned(as: sockaddr_in.self)
            self = .v4(UInt32(bigEndian: four.sin_addr.s_addr))
        case AF_INET6 where length >= MemoryLayout<sockaddr_in6>.size:
            let six = bytes.loadUnaligned(as: sockaddr_in6.self)
            self = .v6(withUnsafeBytes(of: six.sin6_addr) { Self.number(in: $0) })
        default:
            return nil
        }
    }

    /// The same address as IPv4 where it is one written as IPv6 (`::ffff:a.b.c.d`, RFC 4291
    /// 2.5.5.2).
    public var unmapped: IPAddress {
        guard case .v6(let value) = self, value >> 32 == 0xffff else { return self }
        return .v4(UInt32(truncatingIfNeeded: value))
    }

    private static let longestSpelling = 45

    private static func number(in bytes: UnsafeRawBufferPointer) -> UInt128 {
        bytes.reduce(0) { $0 << 8 | UInt128($1) }
    }
}

extension IPAddress: CustomStringConvertible {
    /// The address in its usual spelling, IPv6 as RFC 5952 asks.
    public var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        switch self {
        case .v4(let value):
            var four = in_addr(s_addr: value.bigEndian)
            inet_ntop(AF_INET, &four, &text, UInt32(text.count))
        case .v6(let value):
            var six = value.bigEndian
            inet_ntop(AF_INET6, &six, &text, UInt32(text.count))
        }
        let end = text.firstIndex(of: 0) ?? text.endIndex
        return String(decoding: text[..<end].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
