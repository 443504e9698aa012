import CurlTransfer
import EarshotTesting
import Testing

/// The guard at the moment of connecting, on the address that is connected to.
@Suite(.timeLimit(.minutes(2))) struct AddressGuardConnectionTests {
    private let loop = CurlLoop()

    @Test(arguments: [
        "127.0.0.1", "localhost", "localhost.", "127.1", "0x7f.1", "0177.0.0.1", "2130706433",
        "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0", "１２７.0.0.1", "user@127.0.0.1",
        "127.0.0.1.", "LOCALHOST", "127.0.0.2",
    ])
    func `no spelling of this machine reaches a server on it`(host: String) async throws {
        let canary = try ScriptedServer(["/": .text("secret")])
        let error = await #expect(throws: TransferError.self) {
            let address = try WebAddress(canary.address("/", host: host))
            _ = try await loop.perform(TransferRequest(address))
        }
        #expect(["refused_address", "bad_address", "cannot_resolve"].contains(error?.code))
        #expect(canary.requests.elements.isEmpty)
    }

    @Test(arguments: [
        ("http://169.254.169.254/latest/meta-data/", AddressGuard.Objection.linkLocal),
        ("http://[::ffff:169.254.169.254]/", .linkLocal),
        ("http://[::ffff:a9fe:a9fe]/", .linkLocal),
        ("http://2852039166/", .linkLocal),
        ("http://10.0.0.1/", .privateNetwork),
        ("http://192.168.0.1/", .privateNetwork),
        ("http://100.64.0.1/", .privateNetwork),
    ])
    func `metadata services and private networks are refused by name`(
        address: String,
        objection: AddressGuard.Objection
    ) async throws {
        let error = await #expect(throws: TransferError.self) {
            try await loop.perform(TransferRequest(try WebAddress(address)))
        }
        guard case .refusedAddress(_, let because) = error else {
            Issue.record("\(String(describing: error)) is no refusal")
            return
        }
        #expect(because == objection)
    }

    @Test func `an opened network is open under every name of it, and only it`() async throws {
        let server = try ScriptedServer(["/": .text("x")])
        #expect(try await loop.perform(.loopback(server.address("/"))).status == 200)
        let byName = try TransferRequest.loopback(server.address("/", host: "localhost"))
        // The name may stand for ::1 as well, where nobody listens and which is not opened.
        #expect(try await loop.perform(byName).status == 200)
        let other = try TransferRequest.loopback(server.address("/", host: "127.0.0.2"))
        await #expect(throws: TransferError.refusedAddress("127.0.0.2", because: .loopback)) {
            try await loop.perform(other)
        }
    }

    @Test func `a connection that another request opened is judged anew`() async throws {
        let server = try ScriptedServer(["/": .text("x")])
        #expect(try await loop.perform(.loopback(server.address("/"))).status == 200)
        let stranger = TransferRequest(try WebAddress(server.address("/")))
        await #expect(throws: TransferError.refusedAddress("127.0.0.1", because: .loopback)) {
            try await loop.perform(stranger)
        }
        #expect(server.requests.elements.count == 1)
    }
}
