import ArgumentParser
import RecordStorage

/// The store itself.
struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Look after the store.",
        subcommands: [
            StoreStatsCommand.self, StoreCheckCommand.self, StoreBackupCommand.self,
            StoreRestoreCommand.self, StoreMigrateCommand.self,
        ]
    )
}

/// Counts the records.
struct StoreStatsCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Count what the store holds."
    )

    @OptionGroup var options: GlobalOptions

    func perform(with api: APISession) async throws {
        let reply = try await api.send(APICall(path: "/store/stats"))
        try api.tell(reply) { $0.cell }
    }
}

extension StoreOpening {
    /// The store that the settings of this machine name, for a command that goes round the API.
    static func address(_ options: GlobalOptions) throws -> StoreAddress {
        guard options.server == nil else {
            throw SettingProblem(
                sentence: "this command looks at the store of this machine; leave out --server and "
                    + "run it where the store is"
            )
        }
        return try address(Workplace.settings(options), Workplace.dataDirectory(options))
    }
}
