import Foundation
import Glibc
import Synchronization

/// Where a server of a test listens.
public enum ListeningPlace: Sendable {
    /// A free port of an IPv4 address of this machine.
    case address(String)
    /// A socket in the file system.
    case socket(path: String)

    /// A free port of 127.0.0.1.
    public static let loopback = ListeningPlace.address("127.0.0.1")
}

/// A listening socket whose connections have a thread each, and which ends with all of them.
final class Listener: Sendable {
    /// The port; 0 for a socket in the file system.
    let port: Int
    private let descriptor: Int32
    private let state = Mutex(State())

    private struct State: Sendable {
        var open: Set<Int32> = []
        var accepted = 0
        var isStopped = false
    }

    /// The operating system refused a socket.
    struct Failure: Error {
        let step: String
        let code: Int32
    }

    init(_ place: ListeningPlace) throws {
        descriptor = try Self.open(place)
        port = Self.port(of: descriptor)
    }

    /// Hands every connection to `serve`, on a thread of its own, until the listener stops.
    func start(_ serve: @escaping @Sendable (Connection) -> Void) {
        Thread { [self] in
            while true {
                let client = accept(descriptor, nil, nil)
                guard let connection = admit(client) else { break }
                Thread { [self] in
                    serve(connection)
                    dismiss(connection)
                }.start()
            }
            close(descriptor)
        }.start()
    }

    /// Ends all connections and takes no more.
    func stop() {
        state.withLock { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            shutdown(descriptor, Int32(SHUT_RDWR))
            state.open.forEach { shutdown($0, Int32(SHUT_RDWR)) }
        }
    }

    // MARK: -

    private func admit(_ client: Int32) -> Connection? {
        state.withLock { state in
            guard client >= 0, !state.isStopped else {
                if client >= 0 { close(client) }
                return nil
            }
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            state.accepted += 1
            state.open.insert(client)
            return Connection(descriptor: client, number: state.accepted)
        }
    }

    private func dismiss(_ connection: Connection) {
        state.withLock { state in
            state.open.remove(connection.descriptor)
            close(connection.descriptor)
        }
    }

    private static func open(_ place: ListeningPlace) throws -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor: Int32
        let isBound: Bool
        switch place {
        case .address(let text):
            descriptor = socket(AF_INET, kind, 0)
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            inet_pton(AF_INET, text, &name.sin_addr)
            isBound = bind(descriptor, to: name)
        case .socket(let path):
            descriptor = socket(AF_UNIX, kind, 0)
            var name = sockaddr_un()
            name.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8) }
            isBound = bind(descriptor, to: name)
        }
        guard isBound, listen(descriptor, 1024) == 0 else {
            let code = errno
            close(descriptor)
            throw Failure(step: "listen on \(place)", code: code)
        }
        return descriptor
    }

    private static func port(of descriptor: Int32) -> Int {
        var name = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutableBytes(of: &name) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) {
                getsockname(descriptor, $0.baseAddress, &length)
            }
        }
        return name.sin_family == AF_INET ? Int(UInt16(bigEndian: name.sin_port)) : 0
    }

    private static func bind<Name>(_ descriptor: Int32, to name: Name) -> Bool {
        withUnsafeBytes(of: name) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) {
                Glibc.bind(descriptor, $0.baseAddress, socklen_t(bytes.count)) == 0
            }
        }
    }
}
