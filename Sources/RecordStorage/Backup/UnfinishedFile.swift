import Foundation

/// A file under a provisional name, `….part`, that gets its own when it is complete and on disk.
///
/// Whatever ends the process first, nothing stands under the file's own name. The descriptor is
/// closed only in `deinit`; its lock keeps a second writer of the same file away.
final class UnfinishedFile {
    /// Where the content goes: an empty file that only its owner can read.
    let path: String
    private let file: String
    private let descriptor: Int32
    private let started = Date()
    private var isNamed = false

    /// Makes the provisional file; refused when the file itself exists or is being written.
    init(for file: String) throws(StoreError) {
        guard !FileManager.default.fileExists(atPath: file) else {
            throw .cannotBackUp(file: file, reason: "it exists already and is not overwritten")
        }
        // Nothing is stored before all went well, or `deinit` would end another writer's file.
        descriptor = try Self.makeEmpty(file + ".part", for: file)
        path = file + ".part"
        self.file = file
    }

    deinit {
        if !isNamed { unlink(path) }
        close(descriptor)
    }

    /// Writes the content through to the disk and gives the file its name, which must be free.
    ///
    /// The file's time is that of its beginning: whatever happened later may be missing in it.
    func finish() throws(StoreError) {
        try settle()
        guard link(path, file) == 0 else { throw Self.failure(file) }
        unlink(path)
        isNamed = true
        Self.settleFolder(of: file)
    }

    /// Writes the content through to the disk and puts it in the place of another file.
    func replace(_ other: String) throws(StoreError) {
        try settle()
        guard rename(path, other) == 0 else { throw Self.failure(other) }
        isNamed = true
        Self.settleFolder(of: other)
    }

    /// Gives the file to whom a neighbour belongs, where this process may.
    func adopt(ownerOf neighbour: String) {
        var facts = stat()
        guard geteuid() == 0, stat(neighbour, &facts) == 0 else { return }
        fchown(descriptor, facts.st_uid, facts.st_gid)
    }

    // MARK: -

    private static func makeEmpty(_ path: String, for file: String) throws(StoreError) -> Int32 {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(file) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .cannotBackUp(file: file, reason: "another backup is being written to it")
        }
        guard ftruncate(descriptor, 0) == 0, fchmod(descriptor, 0o600) == 0 else {
            let problem = failure(file)
            close(descriptor)
            throw problem
        }
        return descriptor
    }

    private func settle() throws(StoreError) {
        let seconds = started.timeIntervalSince1970
        let time = timespec(
            tv_sec: Int(seconds),
            tv_nsec: Int((seconds - seconds.rounded(.down)) * 1e9)
        )
        guard futimens(descriptor, [time, time]) == 0, fsync(descriptor) == 0 else {
            throw Self.failure(file)
        }
    }

    private static func settleFolder(of file: String) {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func failure(_ file: String) -> StoreError {
        errno == ENOSPC || errno == EDQUOT
            ? .diskFull : .cannotBackUp(file: file, reason: String(cString: strerror(errno)))
    }
}
