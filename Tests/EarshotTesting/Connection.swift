import Glibc

/// One connection of a client, with calls that wait.
struct Connection: Sendable {
    let descriptor: Int32
    let number: Int

    /// POLLRDHUP, which Glibc's module hides behind `_GNU_SOURCE`.
    private static let peerLeft: Int16 = 0x2000

    /// What came; `nil` when the client has left.
    func receive() -> [UInt8]? {
        var piece = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &piece, piece.count, 0)
        return count > 0 ? Array(piece[..<count]) : nil
    }

    /// Sends all bytes; `false` when the client has left.
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Waits for so long, or for ever; `false` as soon as the client has left.
    func wait(_ duration: Duration? = nil) -> Bool {
        let milliseconds = duration.map { Int32(($0 / .milliseconds(1)).rounded(.up)) } ?? -1
        var state = pollfd(fd: descriptor, events: Self.peerLeft, revents: 0)
        return poll(&state, 1, milliseconds) == 0
    }

    /// Makes closing reset the connection instead of ending it in order.
    func resetOnClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_LINGER,
            &option,
            socklen_t(MemoryLayout<linger>.size)
        )
    }
}
