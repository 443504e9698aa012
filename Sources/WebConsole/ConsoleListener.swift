import EarshotModel
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
import NIOExtras
import NIOPosix
public import ServiceLifecycle

/// Where the console is served.
public enum ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A host and a port; port 0 takes any free one.
    case network(host: String, port: Int)
    /// A Unix socket, for this machine's command line.
    case socket(path: String)
    /// A socket that the service manager has opened already.
    case descriptor(Int32)

    /// Reads `host:port`, `[::1]:port` or a path; `nil` for anything else.
    public init?(_ text: String) {
        if text.hasPrefix("/") {
            self = .socket(path: text)
            return
        }
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]), (0...65535).contains(port)
        else { return nil }
        let host = text[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        guard !host.isEmpty else { return nil }
        self = .network(host: host, port: port)
    }

    /// Whether only this machine can reach it.
    public var isSocket: Bool {
        if case .socket = self { true } else { false }
    }

    /// The address as people write it.
    public var description: String {
        switch self {
        case .network(let host, let port):
            host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .socket(let path): path
        case .descriptor(let number): "descriptor \(number)"
        }
    }
}

/// Serves the console at several addresses, passed descriptors and sockets alike, until told to
/// stop; requests under way are answered first.
///
/// Hummingbird's own server cannot take a descriptor, so the listening part is ours.
public struct ConsoleListener: Service {
    let console: Console
    let addresses: [ListenAddress]
    let logger: Logger
    let isServing: @Sendable ([String]) async -> Void

    /// A connection that sends nothing for so long is closed.
    private static let idleTimeout = TimeAmount.seconds(30)

    /// Creates a listener; `isServing` hears the addresses once all of them are open.
    public init(
        console: Console,
        addresses: [ListenAddress],
        logger: Logger,
        isServing: @escaping @Sendable ([String]) async -> Void
    ) {
        self.console = console
        self.addresses = addresses
        self.logger = logger
        self.isServing = isServing
    }

    /// Serves until told to stop; throws when an address cannot be opened.
    public func run() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        var open: [OpenListener] = []
        for address in addresses { open.append(try await listen(at: address, on: group)) }
        await isServing(open.map(\.name))
        let listeners = open
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { tasks in
                for listener in listeners { tasks.addTask { await serve(listener) } }
            }
        } onGracefulShutdown: {
            for listener in listeners { listener.quiescing.initiateShutdown(promise: nil) }
        }
    }

    // MARK: -

    private typealias Connection = HTTP1Channel.Value

    private struct OpenListener: Sendable {
        let channel: NIOAsyncChannel<Connection, Never>
        let child: HTTP1Channel
        let quiescing: ServerQuiescingHelper
        let name: String
    }

    private func listen(at address: ListenAddress, on group: any EventLoopGroup) async throws
        -> OpenListener
    {
        let quiescing = ServerQuiescingHelper(group: group)
        let child = HTTP1Channel(
            responder: { [console] request, writer, channel in
                let response = await console.respond(to: request, from: channel.peer)
                try await writer.write(response: response.head, body: response.body)
            },
            configuration: .init(idleTimeout: Self.idleTimeout)
        )
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(ChannelOptions.backlog, value: 256)
            .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        quiescing.makeServerChannelHandler(channel: channel)
                    )
                }
            }
        let channel = try await bind(bootstrap, to: address, child)
        if case .socket(let path) = address { chmod(path, 0o660) }
        let port = channel.channel.localAddress?.port
        let name =
            if case .network(let host, _) = address, let port {
                ListenAddress.network(host: host, port: port).description
            } else {
                address.description
            }
        return OpenListener(channel: channel, child: child, quiescing: quiescing, name: name)
    }

    private func bind(
        _ bootstrap: ServerBootstrap,
        to address: ListenAddress,
        _ child: HTTP1Channel
    )
        async throws -> NIOAsyncChannel<Connection, Never>
    {
        let logger = logger
        switch address {
        case .network(let host, let port):
            return try await bootstrap.bind(host: host, port: port) { channel in
                child.setup(channel: channel, logger: logger)
            }
        case .socket(let path):
            return try await bootstrap.bind(
                unixDomainSocketPath: path,
                cleanupExistingSocketFile: true
            ) { channel in child.setup(channel: channel, logger: logger) }
        case .descriptor(let number):
            return try await bootstrap.bind(number) { channel in
                child.setup(channel: channel, logger: logger)
            }
        }
    }

    private func serve(_ listener: OpenListener) async {
        await withDiscardingTaskGroup { tasks in
            do {
                try await listener.channel.executeThenClose { connections in
                    for try await connection in connections {
                        tasks.addTask {
                            await listener.child.handle(value: connection, logger: logger)
                        }
                    }
                }
            } catch {
                logger.error(
                    "a listener failed",
                    metadata: ["address": "\(listener.name)", "error": "\(error)"]
                )
            }
        }
    }
}

extension NIOCore.Channel {
    /// Who is at the other end of a connection.
    fileprivate var peer: Peer {
        if let address = remoteAddress, let host = address.ipAddress { return .network(host) }
        guard let user = peerUser else { return .network("unknown") }
        return .local(user: user)
    }

    /// The user behind a Unix socket (SO_PEERCRED); `nil` when the kernel does not say.
    private var peerUser: UInt32? {
        guard let provider = self as? any SocketOptionProvider else { return nil }
        // Reading an option of an open socket on its own loop does not block.
        let level = NIOBSDSocket.OptionLevel(rawValue: CInt(SOL_SOCKET))
        let name = NIOBSDSocket.Option(rawValue: CInt(SO_PEERCRED))
        let answer: EventLoopFuture<PeerCredentials> = provider.unsafeGetSocketOption(
            level: level,
            name: name
        )
        return (try? answer.wait())?.user
    }
}

/// The kernel's `struct ucred` (unix(7)), which the C library shows only to GNU programs.
private struct PeerCredentials {
    let process: Int32
    let user: UInt32
    let group: UInt32
}
