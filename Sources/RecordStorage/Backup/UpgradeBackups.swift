import EarshotModel
import Foundation

/// The backups of one store that are made before its schema changes: `….before-v2` and so on.
struct UpgradeBackups {
    let address: StoreAddress
    let plan: UpgradePlan

    /// Makes the backup before the step to a version, unless there is one that holds everything.
    ///
    /// `latest` is when somebody last did something. An older backup of the same name, left by an
    /// upgrade that was taken back, gets a number behind its name; none is ever overwritten.
    func make(before version: Int, latest: Instant?) throws(StoreError) {
        guard plan.backsUp else { return }
        do throws(StoreError) {
            guard let stem else {
                throw .cannotBackUp(file: "\(address)", reason: "no folder for backups is known")
            }
            try makeFolder()
            let file = stem + Self.infix + "\(version)"
            if let made = Self.time(of: file) {
                guard let latest, made < latest else { return }
                try Self.setAside(file)
            }
            try StoreBackup(of: address).write(to: file)
        } catch {
            throw .notBackedUp(version: version, reason: "\(error)")
        }
    }

    /// The command that brings back the newest backup that a program of a version can read; `nil`
    /// when there is none.
    func restoreCommand(for known: Int) -> String? {
        newest(for: known).map { plan.restoreCommand + " " + Self.shellWord($0) }
    }

    /// The newest backup that a program of a version can read.
    func newest(for known: Int) -> String? {
        guard let stem else { return nil }
        let place = URL(fileURLWithPath: stem)
        let folder = place.deletingLastPathComponent()
        let opening = place.lastPathComponent + Self.infix
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let versions = names.compactMap { name in
            name.hasPrefix(opening) ? Int(name.dropFirst(opening.count)) : nil
        }
        // What was made before version n has version n − 1.
        let newest = versions.filter { $0 > 0 && $0 - 1 <= known }.max()
        return newest.map { folder.appendingPathComponent(opening + "\($0)").path }
    }

    // MARK: -

    private static let infix = ".before-v"

    /// The path before `.before-v`.
    private var stem: String? {
        switch address {
        case .sqlite(let path): path
        case .postgreSQL(let address, _):
            plan.folder.map { folder in
                let name = ServerAddress(address).database ?? "earshot"
                return folder + "/" + name.replacing("/", with: "_")
            }
        }
    }

    private func makeFolder() throws(StoreError) {
        guard let folder = plan.folder, !address.isFile else { return }
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .cannotBackUp(file: folder, reason: "the folder cannot be made")
        }
    }

    /// When what a file holds was true; `nil` without the file.
    private static func time(of file: String) -> Instant? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        guard let date = attributes?[.modificationDate] as? Date else { return nil }
        return Instant(milliseconds: Int64(date.timeIntervalSince1970 * 1000))
    }

    private static func setAside(_ file: String) throws(StoreError) {
        let free = FreeName.next(after: file)
        guard link(file, free) == 0, unlink(file) == 0 else {
            throw .cannotBackUp(file: free, reason: String(cString: strerror(errno)))
        }
    }

    /// A path as one word of a shell's command.
    private static func shellWord(_ path: String) -> String {
        let isPlain = path.utf8.allSatisfy { byte in
            byte > 0x7F || UInt8.plainInShells.contains(byte)
        }
        return isPlain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
    }
}

extension UInt8 {
    fileprivate static let plainInShells = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@%+,".utf8
    )
}

/// Names that nothing bears yet.
enum FreeName {
    /// The name with the lowest number behind it that is free: `….1`, `….2`.
    static func next(after file: String) -> String {
        var number = 1
        while FileManager.default.fileExists(atPath: "\(file).\(number)") { number += 1 }
        return "\(file).\(number)"
    }

    /// The name itself when it is free, else one with a number.
    static func from(_ file: String) -> String {
        FileManager.default.fileExists(atPath: file) ? next(after: file) : file
    }
}
