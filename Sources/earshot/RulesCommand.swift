import ArgumentParser
import EarshotModel
import Foundation
import SettingsReading

/// What is listened for.
struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "See and change the brands that are listened for.",
        subcommands: [RulesListCommand.self, RulesCheckCommand.self, RulesImportCommand.self]
    )
}

/// Lists the brands.
struct RulesListCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the brands that are listened for."
    )

    @OptionGroup var options: GlobalOptions

    func perform(with api: APISession) async throws {
        let rows = try await api.list(APICall(path: "/rules/brands"))
        let columns = [
            Column(heading: "BRAND", path: "name"), Column(heading: "OWN", path: "is_own"),
            Column(heading: "ALIASES", path: "aliases"),
        ]
        try api.show(
            rows,
            columns,
            whenEmpty: "Nothing is listened for yet: earshot rules import FILE"
        )
    }
}

/// Checks a file of brands.
struct RulesCheckCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check a file of brands without using it.",
        discussion: "With --json each mistake is a line of standard output."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The file.")
    var file: String

    func perform() throws {
        do throws(SettingsError) {
            let brands = try BrandsFile.read(contentsOf: URL(fileURLWithPath: file))
            guard !options.json else { return }
            Terminal.writeLine(Terminal.escaped("\(file): \(brands.count) brands, no mistakes."))
        } catch {
            guard options.json else { throw error }
            var writer = JSONLineWriter()
            for mistake in error.mistakes { try writer.write(mistake.row) }
            writer.flush()
            throw ExitStatus.failure
        }
    }
}

/// Adds the brands of a file.
struct RulesImportCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Add the brands of a file, or change those of the same name."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The file.")
    var file: String

    func perform(with api: APISession) async throws {
        let brands = try BrandsFile.read(contentsOf: URL(fileURLWithPath: file))
        let rows = brands.map { brand in
            JSONValue.object([
                "name": .text(brand.name), "is_own": .bool(brand.isOwn),
                "aliases": .list(brand.aliases.map(JSONValue.text)),
            ])
        }
        let reply = try await api.send(
            APICall(method: "POST", path: "/rules/brands", body: .list(rows))
        )
        try api.tell(reply) { _ in "\(brands.count) brands are listened for." }
    }
}
