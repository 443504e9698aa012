import ArgumentParser
import Foundation
import RecordStorage

/// Copies the store to a file.
struct StoreBackupCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the store to a file, also while the daemon runs.",
        discussion: """
            The copy is of one moment, and is checked before it gets its name. It holds customers' \
            names and texts; only its owner can read it. PostgreSQL's pg_dump writes the copy of a \
            PostgreSQL store.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The file to write; it must not exist yet.")
    var file: String

    func perform() throws {
        let address = try StoreOpening.address(options)
        let target = URL(fileURLWithPath: file).path
        try StoreBackup(of: address).write(to: target)
        let facts = try FileManager.default.attributesOfItem(atPath: target)
        let bytes = (facts[.size] as? NSNumber)?.intValue ?? 0
        if options.json {
            var writer = JSONLineWriter()
            let facts: [String: JSONValue] = [
                "file": .text(target), "bytes": .number(Double(bytes)),
            ]
            try writer.write(JSONValue.object(facts))
            writer.flush()
        } else {
            Terminal.writeLine(Terminal.escaped("\(target) holds the store: \(bytes) bytes."))
        }
    }
}
