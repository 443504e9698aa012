import Foundation

/// Gives the files that root makes to whoever owns their folder.
///
/// Root's first command in the service's folder would else leave a store that the service's own
/// user cannot open. SQLite gives the files beside a store to the owner of the store itself.
enum FolderOwner {
    /// Makes a missing file for the owner of its folder; does nothing unless root asks and the
    /// folder is somebody else's.
    static func makeFile(at path: String) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var owner = stat()
        guard geteuid() == 0, stat(folder, &owner) == 0, owner.st_uid != 0 else { return }
        // The folder's owner must not lead root to another file through a link.
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { return }
        fchown(descriptor, owner.st_uid, owner.st_gid)
        close(descriptor)
    }
}
