public import Foundation

/// Where the daemon's own state is: the store, and the socket where there is no better place.
public struct DataDirectory: Hashable, Sendable {
    /// The folder.
    public let folder: URL
    /// The daemon's Unix socket, through which the command line talks to it.
    public let socket: URL
    /// Where settings are looked for that no option names, the first that is there.
    public let settingsFiles: [URL]

    /// Finds the folder: the given one, else `EARSHOT_DATA`, else the machine's own for root and
    /// for services, else the user's.
    public init(given: String?, environment: [String: String], isRoot: Bool) {
        let environment = environment.filter { !$0.value.isEmpty }
        let path =
            given ?? environment["EARSHOT_DATA"] ?? environment["STATE_DIRECTORY"]
            ?? (isRoot ? "/var/lib/earshot" : Self.userFolder(environment))
        folder = URL(fileURLWithPath: path)
        // Only the daemon's own service has a runtime directory; whoever names a folder gets a
        // socket beside its store, and no settings but the folder's.
        let isNamed = given != nil || environment["EARSHOT_DATA"] != nil
        let runtime =
            isNamed ? nil : environment["RUNTIME_DIRECTORY"] ?? (isRoot ? "/run/earshot" : nil)
        let place = runtime.map { URL(fileURLWithPath: $0) } ?? folder
        socket = place.appendingPathComponent("earshot.sock")
        let isOfTheMachine = !isNamed && (isRoot || environment["STATE_DIRECTORY"] != nil)
        settingsFiles =
            [folder.appendingPathComponent("earshot.yaml")]
            + (isOfTheMachine ? [URL(fileURLWithPath: "/etc/earshot/earshot.yaml")] : [])
    }

    /// The address of the store: the one that the settings name, else the folder's own.
    ///
    /// A relative path counts from the folder, so that every command finds the same store.
    public func storeAddress(_ address: String?) -> String {
        let prefix = "sqlite:"
        let named = address ?? prefix + "earshot.db"
        guard named.hasPrefix(prefix) else { return named }
        let path = String(named.dropFirst(prefix.count))
        return prefix + (path.hasPrefix("/") ? path : folder.appendingPathComponent(path).path)
    }

    /// Makes the folder when it is missing; others than its owner and group may not look into it.
    public func make() throws(SettingsError) {
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o750]
            )
        } catch {
            throw SettingsError(
                file: folder.path,
                "the data directory cannot be made; name another with --data-dir"
            )
        }
    }

    private static func userFolder(_ environment: [String: String]) -> String {
        let home = environment["HOME"] ?? "/tmp"
        let data = environment["XDG_DATA_HOME"] ?? home + "/.local/share"
        return data + "/earshot"
    }
}
