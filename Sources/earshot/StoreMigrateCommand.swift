import ArgumentParser
import Foundation
import RecordStorage

/// Copies the store into another one, either way between the engines.
struct StoreMigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Copy the store into another, from SQLite to PostgreSQL or back.",
        discussion: """
            Stop the daemon first. A copy that was cut off goes on where it stopped when the same \
            command is given again. At the end the counts and checksums of both stores are \
            compared; then set "store:" in the settings to the new address.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: "The address to copy to, such as postgres://earshot@db.example.com/earshot.")
    var to: String

    @Option(
        name: .customLong("to-password-file"),
        help: "A file that holds the password of the store to copy to."
    )
    var toPasswordFile: String?

    func run() async throws {
        do {
            let address = try StoreOpening.address(
                to,
                password: try toPasswordFile.map(StoreOpening.password(inFile:))
            )
            let workplace = try await Workplace.open(options)
            // Empty, so without the list of erasures, which the copied rows are.
            let target = try Store.open(address, clock: Workplace.clock, toCopyInto: true)
            let reports = try await copy(workplace.store, to: target)
            await target.close()
            await workplace.store.close()
            try tell(reports, address)
        } catch {
            throw CommandFailure.exit(for: error)
        }
    }

    // MARK: -

    private func copy(_ source: Store, to target: Store) async throws
        -> [StoreCopy.TableReport]
    {
        let showsProgress = Terminal.showsProgress
        let reports = try await StoreCopy(from: source, to: target).run { work, count in
            if showsProgress { Terminal.progress("\r\(work): \(count)\u{1B}[K") }
        }
        if showsProgress { Terminal.progress("\r\u{1B}[K") }
        return reports
    }

    private func tell(_ reports: [StoreCopy.TableReport], _ address: StoreAddress) throws {
        let table = TextTable(
            headings: ["TABLE", "ROWS", "SAME"],
            rows: reports.map { [$0.name, "\($0.rows)", $0.isEqual ? "yes" : "NO"] },
            rightAligned: [1]
        )
        Terminal.write(table.text)
        guard reports.allSatisfy(\.isEqual) else {
            Terminal.message(
                "earshot: the stores differ; nothing may write to the first one while it is copied. "
                    + "Empty the second one and copy again."
            )
            throw ExitStatus.failure
        }
        Terminal.message("Everything is there. Set store: \(address) in the settings.")
    }
}
