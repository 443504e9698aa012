import Foundation

/// The right to be the only process on a store; it ends with the process, however it ends.
///
/// The descriptor is closed only in `deinit`, when nobody else holds the object, so that sharing
/// it between threads is safe.
final class StoreLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock file beside the store; `locked` names the process that has it.
    init(path: String) throws(StoreError) {
        let file = path + ".lock"
        // A local one: an object that is complete when it throws would close it a second time.
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .cannotOpen(path: file, reason: String(cString: strerror(errno)))
        }
        guard Self.takes(descriptor) else {
            let holder = try? String(contentsOfFile: file, encoding: .utf8)
            close(descriptor)
            let pid = holder.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
            throw .locked(path: path, holder: pid.flatMap { $0.isEmpty ? nil : $0 })
        }
        let pid = Array("\(getpid())\n".utf8)
        ftruncate(descriptor, 0)
        pwrite(descriptor, pid, pid.count, 0)
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Asks a few times: a program that this process starts holds a copy of a lock that was just
    /// given back, until it has become that program.
    private static func takes(_ descriptor: Int32) -> Bool {
        for attempt in 1...tries {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            if attempt < tries { poll(nil, 0, pause) }
        }
        return false
    }

    private static let tries = 6
    /// In milliseconds.
    private static let pause: Int32 = 20
}
