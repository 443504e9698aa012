import Foundation
import RecordStorage
import SettingsReading

/// Finds out where the store is, and how to get in.
enum StoreOpening {
    /// The file that systemd passes as a credential (systemd.exec(5), LoadCredential).
    private static let credential = "store_password"

    /// The store's address from the settings, with the password from its file or credential.
    static func address(_ settings: Settings, _ data: DataDirectory) throws -> StoreAddress {
        try address(data.storeAddress(settings.store), password: password(settings))
    }

    /// The address that a text names.
    static func address(_ text: String, password: String? = nil) throws -> StoreAddress {
        guard let address = StoreAddress(text, password: password) else {
            throw SettingProblem(
                sentence:
                    "\"\(text)\" is no store; write one as sqlite:/var/lib/earshot/earshot.db "
                    + "or postgres://earshot@db.example.com/earshot"
            )
        }
        return address
    }

    /// What is kept before an older store is changed, and the command that puts it back here.
    static func upgradePlan(
        _ options: GlobalOptions,
        _ data: DataDirectory,
        backingUp isBackedUp: Bool
    ) -> UpgradePlan {
        let places = [("--config", options.config), ("--data-dir", options.dataDirectory)]
        let words = places.compactMap { name, value in value.map { " \(name) '\($0)'" } }
        return UpgradePlan(
            backsUp: isBackedUp,
            folder: data.folder.appendingPathComponent("backups").path,
            restoreCommand: "earshot store restore" + words.joined()
        )
    }

    /// The list of those who were erased: it stands beside the store of either engine, outside all
    /// that a restore replaces.
    static func erasures(_ data: DataDirectory) -> ErasureList {
        ErasureList(file: data.folder.appendingPathComponent("erasures.jsonl").path)
    }

    private static func password(_ settings: Settings) throws -> String? {
        let folder = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
        let credential = folder.map { $0 + "/" + Self.credential }
            .flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
        return try (settings.storePasswordFile ?? credential).map(password(inFile:))
    }

    /// The password that a file holds, without the line's end.
    static func password(inFile file: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw SettingProblem(sentence: "\(file): the store's password cannot be read")
        }
        return String(decoding: data, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
