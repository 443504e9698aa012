import CurlTransfer
import EarshotModel
import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import WebConsole

@Suite struct ConsoleListenerTests {
    @Test(arguments: [
        ("127.0.0.1:8470", ListenAddress.network(host: "127.0.0.1", port: 8470)),
        ("[::1]:80", .network(host: "::1", port: 80)),
        ("localhost:0", .network(host: "localhost", port: 0)),
        ("/run/earshot/socket", .socket(path: "/run/earshot/socket")),
    ])
    func `an address is read and written alike`(text: String, address: ListenAddress) {
        #expect(ListenAddress(text) == address)
        #expect(address.description == text)
    }

    @Test(arguments: ["", ":80", "host", "host:", "host:x", "host:65536", "host:-1", "[]:80"])
    func `what is no address is none`(text: String) {
        #expect(ListenAddress(text) == nil)
    }

    @Test func `one listener serves an address, a socket and a passed descriptor, and stops`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        let passed = try PassedSocket()
        let socket = "/tmp/earshot-\(UUID().uuidString.prefix(8)).sock"
        defer { unlink(socket) }
        let answers = Mutex<[Int: String]>([:])
        try await Self.serving(
            fixture.console,
            at: [
                .network(host: "127.0.0.1", port: 0), .socket(path: socket),
                .descriptor(passed.descriptor),
            ]
        ) { names in
            let loop = CurlLoop(maximumInFlight: 4)
            defer { loop.shutDown() }
            let places =
                [
                    ("http://\(names[0])", nil), ("http://localhost", socket),
                    ("http://127.0.0.1:\(passed.port)", nil),
                ] as [(String, String?)]
            for (index, place) in places.enumerated() {
                let health = try await Self.get("/healthz", at: place, loop)
                let staff = try await Self.get("/api/v1/staff", at: place, loop)
                answers.withLock { $0[index] = "\(health.status) \(staff.status)" }
            }
        }
        // This process's own user may do everything behind the socket, and nobody else may.
        #expect(answers.withLock { $0 } == [0: "200 401", 1: "200 200", 2: "200 401"])
    }

    @Test func `an address that is taken is an error and no silence`() async throws {
        let fixture = try await ConsoleFixture()
        let passed = try PassedSocket()
        let listener = ConsoleListener(
            console: fixture.console,
            addresses: [.network(host: "127.0.0.1", port: passed.port)],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) { _ in }
        await #expect(throws: (any Error).self) { try await listener.run() }
    }

    // MARK: -

    /// Runs a listener in a group of its own, uses it, and waits until it has stopped.
    private static func serving(
        _ console: Console,
        at addresses: [ListenAddress],
        _ use: @escaping @Sendable ([String]) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let (names, open) = AsyncStream<[String]>.makeStream()
        let listener = ConsoleListener(console: console, addresses: addresses, logger: logger) {
            open.yield($0)
        }
        let group = ServiceGroup(services: [listener], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { open.finish() }
                try await group.run()
            }
            for await opened in names {
                try await use(opened)
                await group.triggerGracefulShutdown()
            }
            try await tasks.waitForAll()
        }
    }

    private static func get(
        _ path: String,
        at place: (address: String, socket: String?),
        _ loop: CurlLoop
    )
        async throws -> TransferResponse
    {
        try await loop.perform(
            TransferRequest(
                try WebAddress(place.address + path),
                limits: TransferLimits(timeout: .seconds(20)),
                addressGuard: AddressGuard(allowing: [try #require(Network("127.0.0.0/8"))]),
                unixSocketPath: place.socket
            )
        )
    }
}

/// A listening socket on a free port, as a service manager would pass it on.
private struct PassedSocket {
    let descriptor: Int32
    let port: Int

    init() throws {
        let opened = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let number = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { socket -> Int in
                guard bind(opened, socket, length) == 0, listen(opened, 8) == 0,
                    getsockname(opened, socket, &length) == 0
                else { return 0 }
                return 1
            }
        }
        guard number == 1 else { throw FixtureError(what: "no socket can be opened") }
        descriptor = opened
        port = Int(UInt16(bigEndian: address.sin_port))
    }
}
