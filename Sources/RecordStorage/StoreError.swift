/// What can go wrong with the store itself; each case prints as a sentence for the operator.
public enum StoreError: Error, Equatable {
    /// Another process has the store open.
    case locked(path: String, holder: String?)
    /// The file cannot be opened, and why.
    case cannotOpen(path: String, reason: String)
    /// The disk is full; nothing was changed.
    case diskFull
    /// The store was written by a newer Earshot; `restore` is the command that brings back the
    /// newest backup that this one can read.
    case tooNew(found: Int, known: Int, restore: String?)
    /// A step of the schema failed; the store has the version before it.
    case migrationFailed(version: Int, reason: String)
    /// The schema was not changed, because the backup before it could not be made.
    case notBackedUp(version: Int, reason: String)
    /// A backup cannot be written; nothing stands under its name.
    case cannotBackUp(file: String, reason: String)
    /// A backup was not restored; the store is as it was.
    case notRestored(file: String, reason: String)
    /// A backup was restored, but whoever was erased after it could not be erased again yet.
    case notErasedAgain(reason: String)
    /// The list of those who were erased cannot be read or written.
    case unreadableList(file: String, reason: String)
    /// The store holds a part of another one, because its copying was cut off.
    case halfCopied(path: String, isFile: Bool)
    /// A stored value is not what its column promises.
    case unreadable(String)
    /// Others stood in the way for too long; nothing was changed.
    case busy(String)
    /// The engine refused a statement.
    case refused(String)
    /// The store was closed while the work waited.
    case closed
}

extension StoreError {
    /// Whether the store was out of reach for a while, which says nothing about what was to be
    /// written.
    public var isOutage: Bool {
        switch self {
        case .cannotOpen, .busy, .closed: true
        default: false
        }
    }
}

extension StoreError: CustomStringConvertible {
    /// The error as a sentence that names the remedy where there is one.
    public var description: String {
        switch self {
        case .locked(let path, let holder):
            "\(path) is in use by another earshot" + (holder.map { " (process \($0))" } ?? "")
                + "; stop it first or talk to it with --server"
        case .cannotOpen(let path, let reason):
            "the store \(path) cannot be opened: \(reason)"
        case .diskFull:
            "the disk is full; nothing was changed; make room and try again"
        case .tooNew(let found, let known, let restore):
            Self.tooNew(found, known, restore)
        case .migrationFailed(let version, let reason):
            "the store could not be brought to schema version \(version) and stays at version "
                + "\(version - 1): \(reason)"
        case .notBackedUp(let version, let reason):
            "the store was not brought to schema version \(version), because it could not be "
                + "backed up before (\(reason)); mend that and start again, or start once with "
                + "\"earshot serve --without-backup\""
        case .cannotBackUp(let file, let reason):
            "the backup \(file) cannot be written: \(reason)"
        case .notRestored(let file, let reason):
            "\(file) was not restored: \(reason); the store is as it was"
        case .notErasedAgain(let reason):
            "the backup is restored, but whoever was erased after it is not erased again yet: "
                + "\(reason); the next command or daemon that opens the store does that first"
        case .unreadableList(let file, let reason):
            "\(file), the list of those who were erased, cannot be used: \(reason)"
        case .halfCopied(let path, let isFile):
            Self.halfCopied(path, isFile)
        case .unreadable(let reason):
            "the store holds a value that it cannot hold: \(reason); restore the last backup"
        case .busy(let reason):
            "others are writing to the store and nothing was changed; try again (\(reason))"
        case .refused(let reason):
            "the store refused a statement: \(reason)"
        case .closed:
            "the store is closed"
        }
    }

    private static func halfCopied(_ path: String, _ isFile: Bool) -> String {
        let afresh =
            isFile ? "remove that file first" : "copy into a new, empty database"
        return "\(path) holds only a part of another store, because \"earshot store migrate\" was "
            + "cut off; give the same command again, which goes on where it stopped, or, to start "
            + "afresh, \(afresh)"
    }

    private static func tooNew(_ found: Int, _ known: Int, _ restore: String?) -> String {
        let remedy = restore.map { "go back to the backup before the upgrade with: \($0)" }
        return "the store has schema version \(found) and this earshot knows \(known); install the "
            + "newer earshot, or "
            + (remedy ?? "restore a backup of version \(known) with \"earshot store restore FILE\"")
    }
}
