/// Copies of one store: made beside a running daemon, checked, and put back.
///
/// Every call blocks its thread for as long as the copying takes, which is linear in the store.
public struct StoreBackup: Sendable {
    private let address: StoreAddress

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
    /// The backup is checked first and stays as it is. The answer is where the replaced store is
    /// kept, `nil` where there was none. A PostgreSQL database must be empty. Throws `locked`
    /// where a daemon runs, `tooNew` for a backup of a newer Earshot, and `notRestored`; the store
    /// is as it was then.
    public func restore(from file: String) throws(StoreError) -> String? {
        switch address {
        case .sqlite(let path):
            return try SQLiteRestore(path: path, backup: file).run()
        case .postgreSQL(let address, let password):
            try PostgreSQLRestore(file: file, address: address, password: password).run()
            return nil
        }
    }
}
