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
            that it replaces is kept beside. A PostgreSQL database must be empty: make a new one \
            and name it in the settings.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The backup.")
    var file: String

    func perform() throws {
        let address = try StoreOpening.address(options)
        try Workplace.dataDirectory(options).make()
        let backup = URL(fileURLWithPath: file).path
        let kept = try StoreBackup(of: address).restore(from: backup)
        if options.json {
            var writer = JSONLineWriter()
            let keptText = kept.map(JSONValue.text) ?? .null
            try writer.write(JSONValue.object(["restored": .text(backup), "kept": keptText]))
            writer.flush()
        } else {
            let before = kept.map { " What was there before is kept as \($0)." } ?? ""
            Terminal.writeLine(Terminal.escaped("\(backup) is the store now.\(before)"))
        }
    }
}
