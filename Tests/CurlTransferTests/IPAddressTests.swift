import EarshotTesting
import Foundation
import Testing

@testable import CurlTransfer

@Suite struct IPAddressTests {
    @Test(arguments: [
        ("127.0.0.1", IPAddress.v4(0x7f00_0001)),
        ("255.255.255.255", .v4(.max)),
        ("0.0.0.0", .v4(0)),
        ("::", .v6(0)),
        ("::1", .v6(1)),
        ("2001:db8::7", .v6(0x2001_0db8 << 96 | 7)),
        ("2001:DB8:0:0:0:0:0:7", .v6(0x2001_0db8 << 96 | 7)),
        ("::ffff:10.0.0.1", .v6(0xffff_0a00_0001)),
    ])
    func `usual spellings are read`(spelling: String, address: IPAddress) {
        #expect(IPAddress(spelling) == address)
    }

    @Test(arguments: [
        "", "1", "1.2.3", "1.2.3.4.5", "127.1", "0177.0.0.1", "0x7f.0.0.1", "2130706433",
        "1.2.3.256", " 127.0.0.1", "127.0.0.1 ", "127.0.0.1\0", "[::1]", "::1%lo", "fe80::1%2",
        "1::2::3", "12345::", "example.org", "１２７.0.0.1",
    ])
    func `any other spelling is no address`(spelling: String) {
        #expect(IPAddress(spelling) == nil)
    }

    @Test(arguments: [
        ("2001:0DB8:0000:0000:0000:0000:0000:0007", "2001:db8::7"),
        ("0:0:0:0:0:0:0:0", "::"),
        ("::ffff:a00:1", "::ffff:10.0.0.1"),
        ("192.0.2.1", "192.0.2.1"),
    ])
    func `an address prints in its usual spelling`(spelling: String, usual: String) throws {
        #expect(try #require(IPAddress(spelling)).description == usual)
    }

    @Test func `an IPv4 address in IPv6 spelling is that IPv4 address`() throws {
        #expect(try #require(IPAddress("::ffff:169.254.169.254")).unmapped == .v4(0xa9fe_a9fe))
        #expect(try #require(IPAddress("::fffe:1.2.3.4")).unmapped == .v6(0xfffe_0102_0304))
        #expect(IPAddress.v4(7).unmapped == .v4(7))
    }

    @Test(arguments: UInt64(1)...50)
    func `what prints is read again as the same`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let four = IPAddress.v4(.random(in: 0...(.max), using: &random))
        // Groups that are often zero, for those are written in the most ways.
        let six = IPAddress.v6(
            (0..<8).reduce(0) { value, _ in
                value << 16 | UInt128(Bool.random(using: &random) ? 0 : random.next() & 0xffff)
            }
        )
        #expect(IPAddress(four.description) == four)
        #expect(IPAddress(six.description) == six)
    }

    @Test(arguments: UInt64(1)...50)
    func `any text is an address or none`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for alphabet in ["", "0123456789.", "0123456789abcdefABCDEF:.%[]"] {
            let bytes = random.bytes(upTo: 60, outOf: alphabet)
            let text = String(decoding: bytes, as: UTF8.self)
            if let address = IPAddress(text) {
                #expect(IPAddress(address.description) == address)
            }
        }
    }

    @Test func `an address of the kernel is read only as far as it goes`() throws {
        var four = sockaddr_in()
        four.sin_family = sa_family_t(AF_INET)
        four.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let whole = UInt32(MemoryLayout<sockaddr_in>.size)
        func read(_ length: UInt32) -> IPAddress? {
            withUnsafePointer(to: &four) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    IPAddress($0, length: length)
                }
            }
        }
        #expect(read(whole) == .v4(0x7f00_0001))
        #expect(read(whole - 1) == nil)
        four.sin_family = sa_family_t(AF_INET6)
        #expect(read(whole) == nil)
        four.sin_family = sa_family_t(AF_UNIX)
        #expect(read(whole) == nil)
    }
}
