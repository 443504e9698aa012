/// What is kept of a store before a newer Earshot changes its schema, and how it is put back.
public struct UpgradePlan: Hashable, Sendable {
    /// Whether the store is backed up before its schema changes.
    public let backsUp: Bool
    /// The folder for backups of a PostgreSQL database; those of SQLite lie beside the store.
    public let folder: String?
    /// The command that restores a backup, without the backup's name; messages name it.
    public let restoreCommand: String

    /// Creates a plan.
    public init(
        backsUp: Bool = true,
        folder: String? = nil,
        restoreCommand: String = "earshot store restore"
    ) {
        self.backsUp = backsUp
        self.folder = folder
        self.restoreCommand = restoreCommand
    }
}
