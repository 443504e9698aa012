import ArgumentParser
import CurlTransfer
import Foundation
import Pipeline
import RecordStorage
import SettingsReading

/// Polls every feed once in the foreground.
struct PollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "poll",
        abstract: "Poll every feed once, in the foreground, and exit."
    )

    @OptionGroup var options: GlobalOptions

    @Flag(help: "Poll once and exit.")
    var once = false

    @Flag(help: "Poll every feed, whether due or not.")
    var all = false

    func validate() throws {
        guard once, all else {
            throw ValidationError("write \"earshot poll --once --all\"; the daemon polls by itself")
        }
    }

    func run() async throws {
        do {
            let workplace = try await Workplace.open(options)
            let loop = CurlLoop(maximumInFlight: workplace.settings.pollSlots)
            let workers = WorkerThreads(count: ProcessInfo.processInfo.activeProcessorCount)
            let poller = try workplace.poller(
                loop: loop,
                workers: workers,
                progress: WorkProgress(clock: Workplace.clock)
            )
            let bar = ProgressBar()
            try await poller.pollAllOnce { done, total in bar.show(done, of: total) }
            bar.end()
            loop.shutDown()
            workers.close()
            await workplace.store.close()
        } catch {
            throw CommandFailure.exit(for: error)
        }
    }
}

/// A bar on a terminal's standard error; nothing anywhere else.
struct ProgressBar: Sendable {
    private static let width = 40
    private let isShown = Terminal.showsProgress

    func show(_ done: Int, of total: Int) {
        guard isShown, total > 0, done % max(1, total / 200) == 0 || done == total else { return }
        let filled = done * Self.width / total
        let bar =
            String(repeating: "#", count: filled)
            + String(repeating: ".", count: Self.width - filled)
        Terminal.progress("\r[\(bar)] \(done)/\(total)")
    }

    func end() {
        if isShown { Terminal.progress("\n") }
    }
}
