import ArgumentParser
import FeedParsing
import Foundation

/// Works on a feed without a store.
struct FeedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed",
        abstract: "Read a feed without a store.",
        subcommands: [FeedParseCommand.self]
    )
}

/// Prints a feed as JSON Feed.
struct FeedParseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Read a feed from a file and print it as JSON Feed 1.1."
    )

    @Option(name: .customLong("content-type"), help: "The Content-Type that came with the bytes.")
    var contentType: String?

    @Option(name: .customLong("base-url"), help: "The address that relative links count from.")
    var baseURL: String?

    @Argument(help: "The file.")
    var file: String

    func run() throws {
        do {
            guard let data = FileManager.default.contents(atPath: file) else {
                throw FileMissing(path: file)
            }
            let feed = try FeedParser(keepsMarkup: true).parse(
                [UInt8](data),
                contentType: contentType,
                baseURL: baseURL
            )
            Terminal.write([UInt8](try FeedDocument(feed).json()) + [0x0A])
        } catch {
            throw CommandFailure.exit(for: error)
        }
    }
}

private struct FileMissing: Error, CustomStringConvertible {
    let path: String

    var description: String { "\(path): there is no such file, or it cannot be read" }
}
