import EarshotModel
import Foundation

/// Puts a backup in the place of a store of SQLite.
struct SQLiteRestore {
    let path: String
    let backup: String
    let erasures: ErasureList?
    let clock: @Sendable () -> Instant

    /// Checks the backup, keeps the store beside as `….before-restore`, and swaps the files.
    ///
    /// At every moment a whole store stands under the store's name, and never one that holds
    /// somebody who was erased.
    func run() throws(StoreError) -> StoreBackup.Restored {
        let lock = try StoreLock(path: path)
        defer { withExtendedLifetime(lock) {} }
        try check()
        let unfinished = try UnfinishedFile(for: path + ".restored")
        let hadStore = FileManager.default.fileExists(atPath: path)
        try copy(to: unfinished.path)
        if hadStore { try noteErasures() }
        let erasedAgain = try eraseAgain(in: unfinished.path)
        unfinished.adopt(ownerOf: hadStore ? path : folder)
        adoptLock()
        let kept = hadStore ? try keep() : nil
        // A log of the old store must never be applied to the new one.
        unlink(path + "-wal")
        unlink(path + "-shm")
        try unfinished.replace(path)
        return StoreBackup.Restored(kept: kept, erasedAgain: erasedAgain)
    }

    // MARK: -

    private var folder: String {
        URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    private func check() throws(StoreError) {
        let version: Int?
        let problem: String?
        do throws(StoreError) {
            problem = try SQLiteFile(backup).problem(thorough: true)
            version = try SQLiteFile(backup).version()
        } catch {
            throw notRestored("\(error)")
        }
        if let problem { throw notRestored("it is damaged: \(problem)") }
        guard let version else { throw notRestored("it holds no store of Earshot") }
        guard version <= Migration.current else {
            throw .tooNew(found: version, known: Migration.current, restore: nil)
        }
    }

    private func copy(to target: String) throws(StoreError) {
        do throws(StoreError) {
            try SQLiteFile(backup).copy(to: target)
            if let problem = try SQLiteFile(target).problem(thorough: false) {
                throw notRestored("its copy is damaged: \(problem)")
            }
        } catch .cannotOpen(_, let reason) {
            throw notRestored(reason)
        }
    }

    /// Takes what a crash kept the replaced store from adding to its list.
    private func noteErasures() throws(StoreError) {
        let found: (lineage: String, known: Set<ListedErasure>)?
        do throws(StoreError) {
            found = try SQLiteFile(path).erasures()
        } catch .cannotOpen {
            // What is damaged can add nothing; then the list is as it is.
            return
        } catch {
            throw notRestored("whom the store erased cannot be read: \(error)")
        }
        guard let (lineage, known) = found else { return }
        try erasures?.add(known, of: lineage)
    }

    private func eraseAgain(in copy: String) throws(StoreError) -> ErasureReplay.Summary? {
        guard let erasures else { return nil }
        do {
            let address = StoreAddress.sqlite(path: copy)
            guard let found = try ErasureReplay.run(at: address, erasures, clock: clock) else {
                return nil
            }
            try SQLiteFile(copy).foldLog()
            return found
        } catch {
            for suffix in ["-wal", "-shm"] { unlink(copy + suffix) }
            throw notRestored("whoever was erased after it cannot be erased again: \(error)")
        }
    }

    /// Gives the store a second name, which stays when the first one is taken by the backup.
    private func keep() throws(StoreError) -> String {
        let kept = FreeName.from(path + ".before-restore")
        do throws(StoreError) {
            try SQLiteFile(path).foldLog()
        } catch .cannotOpen {
            // A damaged store is kept with its log as it is.
            rename(path + "-wal", kept + "-wal")
        }
        guard link(path, kept) == 0 else {
            throw notRestored("\(kept) cannot be made: \(String(cString: strerror(errno)))")
        }
        return kept
    }

    /// A lock file that root made must not keep the daemon's user out.
    private func adoptLock() {
        var facts = stat()
        guard geteuid() == 0, stat(folder, &facts) == 0 else { return }
        chown(path + ".lock", facts.st_uid, facts.st_gid)
    }

    private func notRestored(_ reason: String) -> StoreError {
        .notRestored(file: backup, reason: reason)
    }
}
