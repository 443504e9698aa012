public import EarshotModel

/// Copies of one store: made beside a running daemon, checked, and put back.
///
/// Every call blocks its thread for as long as the copying takes, which is linear in the store.
public struct StoreBackup: Sendable {
    private let address: StoreAddress

    /// What a restore did.
    public struct Restored: Hashable, Sendable {
        /// Where the replaced store is kept; `nil` where there was none.
        public let kept: String?
        /// Who was erased after the backup and was erased again; `nil` where nobody was.
        public let erasedAgain: ErasureReplay.Summary?
    }

    /// Creates the backups' maker for the store at an address.
    public init(of address: StoreAddress) {
        self.address = address
    }

    /// Writes one consistent copy to a file that must not exist yet.
    ///
    /// The file gets its name when it is complete, checked and on disk; before that it is called
    /// `….part`. Only its owner can read it. Whoever has the store open goes on. Throws
    /// `StoreError`.
    public func write(to file: String) throws(StoreError) {
        let unfinished = try UnfinishedFile(for: file)
        switch address {
        case .sqlite(let path):
            try SQLiteFile(path).copy(to: unfinished.path)
            if let problem = try SQLiteFile(unfinished.path).problem(thorough: false) {
                throw .cannotBackUp(file: file, reason: "what was written is damaged: \(problem)")
            }
        case .postgreSQL(let address, let password):
            let archive = PostgreSQLArchive(file: unfinished.path, address, password)
            do throws(PostgreSQLTool.Failure) {
                try archive.write()
                try archive.check()
            } catch {
                if error.isDiskFull { throw .diskFull }
                throw .cannotBackUp(file: file, reason: error.description)
            }
        }
        try unfinished.finish()
    }

    /// Puts a backup in the place of the store, which nobody may have open.
    ///
    /// The backup is checked first and stays as it is. Whoever the list of `erasures`, or the
    /// replaced store, names is erased again. A PostgreSQL database must be empty. Throws `locked`
    /// where a daemon runs, `tooNew` for a backup of a newer Earshot, and `notRestored`; the store
    /// is as it was then.
    @discardableResult
    public func restore(
        from file: String,
        erasures: ErasureList? = nil,
        clock: @escaping @Sendable () -> Instant
    ) throws(StoreError) -> Restored {
        switch address {
        case .sqlite(let path):
            return try SQLiteRestore(path: path, backup: file, erasures: erasures, clock: clock)
                .run()
        case .postgreSQL(let server, let password):
            // The list is needed only at the end, when it is too late to refuse.
            try erasures?.checkWholeness()
            try PostgreSQLRestore(file: file, address: server, password: password).run()
            do {
                let again = try erasures.flatMap { list in
                    try ErasureReplay.run(at: address, list, clock: clock)
                }
                return Restored(kept: nil, erasedAgain: again)
            } catch {
                throw .notErasedAgain(reason: "\(error)")
            }
        }
    }
}
