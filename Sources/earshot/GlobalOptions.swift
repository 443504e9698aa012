import ArgumentParser
import Foundation
import SettingsReading

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(help: "The settings file (earshot.yaml).")
    var config: String?

    @Option(name: .customLong("data-dir"), help: "Where the store and the daemon's files are.")
    var dataDirectory: String?

    @Option(
        name: .customLong("share-dir"),
        help: "Where the shipped rules, feeds and pages are."
    )
    var shareDirectory: String?

    @Option(help: "The address of a running Earshot, such as https://earshot.example.com.")
    var server: String?

    @Option(
        name: .customLong("token-file"),
        help: "A file that holds the token to use with --server."
    )
    var tokenFile: String?

    @Option(
        name: .customLong("as"),
        help: "The e-mail address of the member of staff for whom you act on this machine."
    )
    var actingAs: String?

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Print CSV.")
    var csv = false

    @Flag(help: "Print without colours, lines or symbols.")
    var plain = false

    @Flag(name: .customLong("no-input"), help: "Never ask anything.")
    var noInput = false

    func validate() throws {
        guard !(json && csv) else {
            throw ValidationError("--json and --csv exclude each other")
        }
    }
}
