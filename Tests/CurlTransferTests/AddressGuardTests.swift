import CurlTransfer
import EarshotTesting
import Testing

@Suite struct AddressGuardTests {
    @Test(arguments: [
        ("127.0.0.1", AddressGuard.Objection.loopback),
        ("127.255.255.254", .loopback),
        ("::1", .loopback),
        ("::ffff:127.0.0.1", .loopback),
        ("169.254.169.254", .linkLocal),
        ("::ffff:169.254.169.254", .linkLocal),
        ("fe80::1", .linkLocal),
        ("febf::1", .linkLocal),
        ("10.0.0.1", .privateNetwork),
        ("172.16.0.1", .privateNetwork),
        ("172.31.255.255", .privateNetwork),
        ("192.168.1.1", .privateNetwork),
        ("100.64.0.1", .privateNetwork),
        ("100.127.255.255", .privateNetwork),
        ("fc00::1", .privateNetwork),
        ("fd12:3456::1", .privateNetwork),
        ("fec0::1", .privateNetwork),
        ("::127.0.0.1", .transition),
        ("::ffff:0:127.0.0.1", .transition),
        ("64:ff9b::7f00:1", .transition),
        ("64:ff9b:1::7f00:1", .transition),
        ("2002:7f00:1::", .transition),
        ("2001:0:1::1", .transition),
        ("192.88.99.1", .transition),
        ("224.0.0.1", .multicast),
        ("239.255.255.255", .multicast),
        ("255.255.255.255", .multicast),
        ("ff02::1", .multicast),
        ("0.0.0.0", .reserved),
        ("0.1.2.3", .reserved),
        ("::", .reserved),
        ("192.0.0.8", .reserved),
        ("192.0.2.1", .reserved),
        ("198.18.0.1", .reserved),
        ("198.19.255.255", .reserved),
        ("198.51.100.1", .reserved),
        ("203.0.113.1", .reserved),
        ("240.0.0.1", .reserved),
        ("2001:db8::1", .reserved),
        ("3fff::1", .reserved),
        ("4000::1", .reserved),
        ("100::1", .reserved),
    ])
    func `an address that is not of the public internet is refused by its kind`(
        address: String,
        objection: AddressGuard.Objection
    ) throws {
        let address = try #require(IPAddress(address))
        #expect(AddressGuard().objection(to: address) == objection)
    }

    @Test(arguments: [
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0",
        "192.167.255.255", "192.169.0.0", "223.255.255.255", "2606:4700::1111", "2a00::1",
        "::ffff:8.8.8.8", "2001:4860::8888", "2003::1",
    ])
    func `the public internet is open, up to its edges`(address: String) throws {
        #expect(AddressGuard().objection(to: try #require(IPAddress(address))) == nil)
    }

    @Test func `a network that settings open is open, and its neighbours are not`() throws {
        let addressGuard = AddressGuard(
            allowing: ["10.1.0.0/16", "::1"].compactMap { Network($0) }
        )
        func objection(_ text: String) throws -> AddressGuard.Objection? {
            addressGuard.objection(to: try #require(IPAddress(text)))
        }
        #expect(try objection("10.1.2.3") == nil)
        #expect(try objection("::ffff:10.1.2.3") == nil)
        #expect(try objection("::1") == nil)
        #expect(try objection("10.2.0.0") == .privateNetwork)
        #expect(try objection("127.0.0.1") == .loopback)
    }

    @Test(arguments: UInt64(1)...40)
    func `no IPv4 address passes in IPv6 clothes where it would not pass itself`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let addressGuard = AddressGuard()
        for _ in 0..<200 {
            let value = UInt32.random(in: 0...(.max), using: &random)
            let plain = addressGuard.objection(to: .v4(value))
            let low = UInt128(value)
            #expect(addressGuard.objection(to: .v6(0xffff << 32 | low)) == plain)
            // NAT64, 6to4, IPv4-compatible and IPv4-translated.
            let disguises = [
                0x0064_ff9b << 96 | low, 0x2002 << 112 | low << 80, low, 0xffff << 48 | low,
            ]
            #expect(disguises.allSatisfy { addressGuard.objection(to: .v6($0)) != nil })
        }
    }
}
