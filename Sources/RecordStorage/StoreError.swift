/// What can go wrong with the store itself; each case prints as a sentence for the operator.
public enum StoreError: Error, Equatable {
    /// Another process has the store open.
    case locked(path: String, holder: String?)
    /// The file cannot be opened, and why.
    case cannotOpen(path: String, reason: String)
    /// The disk is full; nothing was changed.
    case diskFull
    /// The file was written by a newer Earshot.
    case tooNew(found: Int, known: Int)
    /// A stored value is not what its column promises.
    case unreadable(String)
    /// Others stood in the way for too long; nothing was changed.
    case busy(String)
    /// The engine refused a statement.
    case refused(String)
    /// The store was closed while the work waited.
    case closed
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
        case .tooNew(let found, let known):
            "the store has schema version \(found) and this earshot knows \(known); install the "
                + "newer earshot, or restore a backup made before the upgrade"
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
}
