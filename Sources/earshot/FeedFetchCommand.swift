import ArgumentParser
import CurlTransfer
import FeedFetching
import Foundation
import SettingsReading

/// Fetches feeds and keeps nothing of them: the network alone, by the settings' rules.
struct FeedFetchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Fetch every address of a list once, keep nothing, and tell how it went.",
        discussion: """
            The list is a file as "feeds import" takes it. Limits, networks and authorities are
            those of the settings; sites are not spaced, so use it on servers of your own.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Option(
        name: .customLong("in-flight"),
        help: "How many requests are under way at one time, 1 to 500."
    )
    var inFlight = 200

    @Option(help: "How often each address is fetched.")
    var rounds = 1

    @Argument(help: "The file with the list.")
    var file: String

    func validate() throws {
        guard (1...500).contains(inFlight) else {
            throw ValidationError("--in-flight must be from 1 to 500")
        }
        guard rounds > 0 else { throw ValidationError("--rounds must be at least 1") }
    }

    func run() async throws {
        do {
            let list = try FeedsFile.list(contentsOf: URL(fileURLWithPath: file))
            let addresses = list.rows.map(\.feed.address)
            let settings = try Workplace.settings(options)
            let loop = CurlLoop(maximumInFlight: inFlight)
            defer { loop.shutDown() }
            let guarding = try Workplace.networks(of: settings).addressGuard
            let bench = TransferBench(source: Workplace.webSource(settings, guarding, loop))
            let all = (0..<rounds).flatMap { _ in addresses }
            let result = await bench.fetch(all, inFlight: inFlight)
            Terminal.writeLine(String(format: "requests/s %.0f", result.requestsPerSecond))
            Terminal.writeLine("bytes \(result.bytes)")
            Terminal.writeLine("failed \(result.failed)")
            if result.failed > 0 { throw ExitCode.failure }
        } catch {
            throw CommandFailure.exit(for: error)
        }
    }
}
