import ArgumentParser
import Foundation
import RecordStorage
import SettingsReading

/// Puts a backup in the place of the store.
struct StoreRestoreCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of the store.",
        discussion: """
            Stop the daemon first. The backup is checked before anything is touched, and the store \
            that it replaces is kept beside. Whoever was erased after the backup was made is \
            erased again, by the list erasures.jsonl of the data directory. A PostgreSQL database \
            must be empty: make a new one and name it in the settings.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Option(
        help: "A list of erasures that was kept elsewhere, to be heeded as well.",
        completion: .file()
    )
    var erasures: String?

    @Argument(help: "The backup.")
    var file: String

    func perform() throws {
        let address = try StoreOpening.address(options)
        try Workplace.dataDirectory(options).make()
        let backup = URL(fileURLWithPath: file).path
        let list = StoreOpening.erasures(Workplace.dataDirectory(options))
        if let erasures {
            try list.take(from: ErasureList(file: URL(fileURLWithPath: erasures).path))
        }
        let done = try StoreBackup(of: address)
            .restore(from: backup, erasures: list, clock: Workplace.clock)
        if options.json {
            var writer = JSONLineWriter()
            try writer.write(
                JSONValue.object([
                    "restored": .text(backup), "kept": done.kept.map(JSONValue.text) ?? .null,
                    "customers_erased_again": .number(Double(done.erasedAgain?.customers ?? 0)),
                    "entries_erased_again": .number(Double(done.erasedAgain?.entries ?? 0)),
                ])
            )
            writer.flush()
        } else {
            let before = done.kept.map { " What was there before is kept as \($0)." } ?? ""
            let again =
                done.erasedAgain.map {
                    " Erased again: \($0.customers) customers, \($0.entries) entries."
                } ?? ""
            Terminal.writeLine(Terminal.escaped("\(backup) is the store now.\(before)\(again)"))
        }
    }
}
