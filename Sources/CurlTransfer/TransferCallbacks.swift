import CCurl
import Glibc

/// The functions that libcurl calls on the loop's thread; each finds its transfer behind `user`.
enum TransferCallbacks {
    static let header: curl_write_callback = { bytes, size, count, user in
        guard let transfer = transfer(user), let bytes else { return 0 }
        let line = UnsafeRawBufferPointer(start: bytes, count: size &* count)
        return transfer.take(header: line) ? line.count : refusal(of: line.count)
    }

    static let write: curl_write_callback = { bytes, size, count, user in
        guard let transfer = transfer(user) else { return 0 }
        let piece = UnsafeRawBufferPointer(start: bytes, count: size &* count)
        return transfer.take(body: piece) ? piece.count : refusal(of: piece.count)
    }

    static let read: curl_read_callback = { bytes, size, count, user in
        guard let transfer = transfer(user) else { return Int(CURL_READFUNC_ABORT) }
        return transfer.fill(UnsafeMutableRawBufferPointer(start: bytes, count: size &* count))
    }

    /// Opens the socket of a new connection, or none where the guard objects to the address.
    static let openSocket: curl_opensocket_callback = { user, _, address in
        guard let transfer = transfer(user), let address else { return -1 }
        let target = address.pointee
        let isLocal = target.family == AF_UNIX
        if isLocal {
            guard transfer.usesUnixSocket else { return -1 }
        } else {
            let socket = earshot_curl_address(address)
            guard let socket, transfer.mayUse(IPAddress(socket, length: target.addrlen)) else {
                return -1
            }
        }
        return socket(target.family, target.socktype | closeOnExec, target.protocol)
    }

    /// Judges once more before a request leaves, for a connection may have been opened earlier by
    /// a request with another guard.
    static let beforeRequest: curl_prereq_callback = { user, remote, _, _, _ in
        guard let transfer = transfer(user) else { return CURL_PREREQFUNC_ABORT }
        if transfer.usesUnixSocket { return CURL_PREREQFUNC_OK }
        transfer.forgetObjection()
        let address = remote.flatMap { IPAddress(String(cString: $0)) }
        return transfer.mayUse(address) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
    }

    private static let closeOnExec = Int32(SOCK_CLOEXEC.rawValue)

    private static func transfer(_ user: UnsafeMutableRawPointer?) -> RunningTransfer? {
        user.map { Unmanaged<RunningTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// A number of bytes other than what came, which makes libcurl give up.
    private static func refusal(of count: Int) -> Int {
        count == 0 ? 1 : 0
    }
}
