import ArgumentParser
import FeedParsing
import Foundation

/// Works on a feed without a store.
struct FeedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed",
        abstract: "Read a feed without a store.",
        subcommands: [FeedParseCommand.self, FeedFetchCommand.self]
    )
}

/// Prints a feed as JSON Feed.
struct FeedParseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Read a feed from a file and print it as JSON Feed 1.1."
    )

    @OptionGroup var options: GlobalOptions

    @Option(name: .customLong("content-type"), help: "The Content-Type that came with the bytes.")
    var contentType: String?

    @Option(name: .customLong("base-url"), help: "The address that relative links count from.")
    var baseURL: String?

    @Flag(help: "Measure: parse the files again and again; how many megabytes stands before them.")
    var bench = false

    @Flag(name: .customLong("no-html"), help: "With --bench: leave mark-up alone.")
    var withoutHTML = false

    @Argument(help: "The file.")
    var files: [String]

    func validate() throws {
        guard bench else {
            if files.count != 1 { throw ValidationError("Name one file.") }
            return
        }
        guard files.count > 1, let megabytes, megabytes > 0, megabytes < 1e9 else {
            throw ValidationError("Name how many megabytes, then the files.")
        }
    }

    func run() throws {
        do {
            if bench, let megabytes {
                try measure(megabytes)
            } else {
                try printDocument(of: files[0])
            }
        } catch {
            throw CommandFailure.exit(for: error)
        }
    }

    /// The first argument of `--bench`.
    private var megabytes: Double? { files.first.flatMap { Double($0) } }

    private func measure(_ megabytes: Double) throws {
        let documents = try files.dropFirst().map(document)
        let parser = FeedParser(keepsMarkup: !withoutHTML, readsMarkup: !withoutHTML)
        let speed = ParsingBench(parser: parser).megabytesPerSecond(documents, until: megabytes)
        Terminal.writeLine("MB/s \(String(format: "%.1f", speed))")
    }

    private func document(at path: String) throws -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw FileMissing(path: path) }
        defer { fclose(file) }
        // A copy in `Data` beside it would double the memory that a long feed needs.
        var bytes: [UInt8] = []
        // A folder opens as well, and names a size that nothing has.
        if fseek(file, 0, SEEK_END) == 0, case let size = ftell(file), (1..<1 << 30).contains(size)
        {
            bytes.reserveCapacity(size)
        }
        rewind(file)
        var piece = [UInt8](repeating: 0, count: Self.pieceBytes)
        while case let count = fread(&piece, 1, Self.pieceBytes, file), count > 0 {
            bytes.append(contentsOf: piece[..<count])
        }
        guard ferror(file) == 0 else { throw FileMissing(path: path) }
        return bytes
    }

    private func printDocument(of path: String) throws {
        let document = FeedDocument(try feed(at: path))
        var buffer: [UInt8] = []
        try document.write { piece in
            buffer += piece
            guard buffer.count >= Self.pieceBytes else { return }
            Terminal.write(buffer)
            buffer.removeAll(keepingCapacity: true)
        }
        Terminal.write(buffer + [0x0A])
    }

    /// The feed alone: the bytes that it was read from are let go of.
    private func feed(at path: String) throws -> ParsedFeed {
        try FeedParser(keepsMarkup: true).parse(
            document(at: path),
            contentType: contentType,
            baseURL: baseURL
        )
    }

    private static let pieceBytes = 1 << 16
}

private struct FileMissing: Error, CustomStringConvertible {
    let path: String

    var description: String { "\(path): there is no such file, or it cannot be read" }
}
