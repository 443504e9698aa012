import CurlTransfer
import EarshotTesting
import Testing

@Suite struct NetworkTests {
    @Test(arguments: [
        ("10.0.0.0/8", "10.0.0.0/8"),
        ("10.1.2.3/8", "10.0.0.0/8"),
        ("127.0.0.1", "127.0.0.1/32"),
        ("0.0.0.0/0", "0.0.0.0/0"),
        ("1.2.3.4/32", "1.2.3.4/32"),
        ("fd00::/8", "fd00::/8"),
        ("2001:db8::1", "2001:db8::1/128"),
        ("::/0", "::/0"),
        ("::ffff:10.0.0.0/104", "10.0.0.0/8"),
        ("::ffff:10.9.8.7", "10.9.8.7/32"),
    ])
    func `a network prints as it is meant`(text: String, meaning: String) throws {
        #expect(try #require(Network(text)).description == meaning)
    }

    @Test(arguments: [
        "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8",
        "10.0.0.0/0008", "10.0.0.0/８", "10.0.0.0/ 8", "10.0.0/8", "::/129", "example.org/8",
        "10.0.0.0/99999999999999999999",
    ])
    func `anything else is no network`(text: String) {
        #expect(Network(text) == nil)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.255.255", true),
        ("10.0.0.0/8", "11.0.0.0", false),
        ("10.0.0.0/8", "9.255.255.255", false),
        ("10.0.0.0/8", "::ffff:10.0.0.1", true),
        ("::ffff:10.0.0.0/104", "10.0.0.1", true),
        ("0.0.0.0/0", "255.255.255.255", true),
        ("0.0.0.0/0", "::1", false),
        ("::/0", "ffff::1", true),
        ("::/0", "127.0.0.1", false),
        ("::/0", "::ffff:127.0.0.1", false),
        ("fd00::/8", "fdff::1", true),
        ("fd00::/8", "fe00::1", false),
        ("127.0.0.1", "127.0.0.2", false),
    ])
    func `a network holds its addresses and no others`(
        network: String,
        address: String,
        isInside: Bool
    ) throws {
        let network = try #require(Network(network))
        #expect(network.contains(try #require(IPAddress(address))) == isInside)
    }

    @Test(arguments: UInt64(1)...50)
    func `an address is inside exactly when its leading bits agree`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let first = UInt32.random(in: 0...(.max), using: &random)
        let length = Int.random(in: 0...32, using: &random)
        let network = try #require(Network("\(IPAddress.v4(first))/\(length)"))
        for bit in 0..<32 {
            let other = first ^ (0x8000_0000 >> bit)
            #expect(network.contains(.v4(other)) == (bit >= length))
        }
    }

    @Test(arguments: UInt64(1)...50)
    func `any text is a network or none, and prints as what is read again`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for alphabet in ["", "0123456789./", "0123456789abcdef:./"] {
            let bytes = random.bytes(upTo: 30, outOf: alphabet)
            if let network = Network(String(decoding: bytes, as: UTF8.self)) {
                #expect(Network(network.description) == network)
            }
        }
    }
}
