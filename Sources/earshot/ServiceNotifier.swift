import Dispatch
import Foundation

/// Talks to systemd: one datagram to the socket that it names (sd_notify(3)); without one, silence.
struct ServiceNotifier: Sendable {
    private let socketPath: String?
    /// How often systemd wants a sign of life; `nil` when it does not watch.
    let watchdogInterval: Duration?

    /// Reads `NOTIFY_SOCKET` and `WATCHDOG_USEC` of this process.
    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        socketPath = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        let isForUs = environment["WATCHDOG_PID"].map { $0 == "\(getpid())" } ?? true
        let microseconds = environment["WATCHDOG_USEC"].flatMap(Int64.init)
        watchdogInterval = microseconds.flatMap { microseconds in
            isForUs && microseconds > 0 ? .microseconds(microseconds) : nil
        }
    }

    /// Tells systemd that the daemon serves, and how it is.
    func ready(_ status: String) {
        send("READY=1\nSTATUS=\(Self.line(status))")
    }

    /// Tells systemd what the daemon does now.
    func status(_ status: String) {
        send("STATUS=\(Self.line(status))")
    }

    /// Tells systemd that the daemon is alive.
    func alive() {
        send("WATCHDOG=1")
    }

    /// Tells systemd that the settings are being read again; `ready` ends it.
    func reloading() {
        // Dispatch counts from the same start as CLOCK_MONOTONIC, which systemd wants.
        let microseconds = DispatchTime.now().uptimeNanoseconds / 1000
        send("RELOADING=1\nMONOTONIC_USEC=\(microseconds)")
    }

    /// Tells systemd that the daemon is on its way out.
    func stopping() {
        send("STOPPING=1")
    }

    /// The sockets that systemd passed, from descriptor 3 on; none when it passed none.
    static func passedDescriptors(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> [Int32] {
        guard environment["LISTEN_PID"] == "\(getpid())",
            let count = environment["LISTEN_FDS"].flatMap(Int32.init), (1...16).contains(count)
        else { return [] }
        let descriptors = Array(3..<3 + count)
        for descriptor in descriptors { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        return descriptors
    }

    // MARK: -

    private static func line(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    private func send(_ message: String) {
        guard let socketPath else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var path = Array(socketPath.utf8)
        guard path.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        // A leading @ means a name without a file.
        if path.first == UInt8(ascii: "@") { path[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
        let descriptor = socket(
            AF_UNIX,
            Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
            0
        )
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = Array(message.utf8)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), address, length)
            }
        }
    }
}
