import Foundation
import Glibc
import Synchronization

/// Stands between a client and a server of this machine and cuts the line at a word, once.
public final class CuttingProxy: Sendable {
    /// Where the line is cut.
    public enum Cut: Sendable {
        /// Before the server hears the word.
        case before
        /// When the server has answered it, and before the client hears the answer.
        case afterAnswer
        /// When the server has answered it; the client hears these bytes instead.
        case afterOtherAnswer([UInt8])
        /// Before the server hears the word, which it hears behind another client's other word.
        case late(behind: String)
    }

    private let listener: Listener
    private let target: Int
    private let armed = Mutex<(word: [UInt8], cut: Cut)?>(nil)
    private let withheld = Mutex<Withheld?>(nil)

    /// What a server is to hear later.
    private struct Withheld {
        let bytes: [UInt8]
        let server: Connection
        let behind: [UInt8]
    }

    /// Starts a proxy before a port of 127.0.0.1.
    public init(to port: Int) throws {
        target = port
        listener = try Listener(.loopback)
        listener.start { [weak self] client in self?.serve(client) }
    }

    deinit {
        listener.stop()
    }

    /// The port that it listens at.
    public var port: Int { listener.port }

    /// Cuts the line at the next message of a client that holds the word.
    public func arm(_ word: String, _ cut: Cut) {
        armed.withLock { $0 = (Array(word.utf8), cut) }
    }

    // MARK: -

    private func serve(_ client: Connection) {
        guard let server = connect() else { return }
        let answer = Mutex<[UInt8]?>(nil)
        // One thread pumps each way; the one that serves the client waits for the other's end.
        let isPumped = DispatchSemaphore(value: 0)
        let pump = Thread {
            while let bytes = server.receive() {
                // The answer to the word is heard here and nowhere else.
                if let other = answer.withLock({ $0 }) {
                    _ = client.send(other)
                    break
                }
                guard client.send(bytes) else { break }
            }
            shutdown(client.descriptor, Int32(SHUT_RDWR))
            shutdown(server.descriptor, Int32(SHUT_RDWR))
            isPumped.signal()
        }
        // The client's descriptor is another one's once this returns.
        defer { isPumped.wait() }
        pump.start()
        while let bytes = client.receive() {
            switch take(in: bytes) {
            case .before?: return end(server)
            case .late(let behind)?:
                let rest = Withheld(bytes: bytes, server: server, behind: Array(behind.utf8))
                withheld.withLock { $0 = rest }
                shutdown(client.descriptor, Int32(SHUT_RDWR))
                return
            case .afterAnswer?: answer.withLock { $0 = [] }
            case .afterOtherAnswer(let other)?: answer.withLock { $0 = other }
            case nil: break
            }
            guard server.send(bytes) else { break }
            release(behind: bytes)
        }
        end(server)
    }

    private func end(_ server: Connection) {
        shutdown(server.descriptor, Int32(SHUT_RDWR))
    }

    private func release(behind bytes: [UInt8]) {
        let rest = withheld.withLock { withheld -> Withheld? in
            guard let found = withheld, bytes.firstRange(of: found.behind) != nil else {
                return nil
            }
            withheld = nil
            return found
        }
        if let rest { _ = rest.server.send(rest.bytes) }
    }

    private func take(in bytes: [UInt8]) -> Cut? {
        armed.withLock { armed in
            guard let (word, cut) = armed, bytes.firstRange(of: word) != nil else { return nil }
            armed = nil
            return cut
        }
    }

    private func connect() -> Connection? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(target).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, size) == 0
            }
        }
        guard isConnected else {
            close(descriptor)
            return nil
        }
        return Connection(descriptor: descriptor, number: 0)
    }
}
