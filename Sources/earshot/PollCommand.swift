import ArgumentParser
import CurlTransfer
import Foundation
import Pipeline
import RecordStorage
import SettingsReading

/// Polls every feed once: in the foreground, or through the daemon that has the store.
struct PollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "poll",
        abstract: "Poll every feed once, and exit when all are done."
    )

    @OptionGroup var options: GlobalOptions

    @Flag(help: "Poll once and exit.")
    var once = false

    @Flag(help: "Poll every feed, whether due or not.")
    var all = false

    @Option(
        help: ArgumentHelp(
            "Give up when the daemon that was asked polled nothing for so many seconds.",
            valueName: "seconds"
        )
    )
    var patience = 300

    func validate() throws {
        guard patience > 0 else { throw ValidationError("--patience takes a number above 0") }
        guard once, all else {
            throw ValidationError("write \"earshot poll --once --all\"; the daemon polls by itself")
        }
    }

    func run() async throws {
        do {
            let threshold = LogSetup.start()
            let left: Int
            if let daemon = try await APIClient.daemon(options) {
                left = try await ask(APISession(client: daemon, options: options))
            } else {
                let workplace = try await Workplace.open(options)
                threshold.set(workplace.settings.logLevel)
                left = try await pollAll(workplace)
                await workplace.store.close()
            }
            guard left == 0 else {
                Terminal.message("\(left) feeds were not asked: their sites want to be left alone")
                throw ExitStatus.partial
            }
        } catch {
            throw CommandFailure.exit(for: error)
        }
    }
}

extension PollCommand {
    /// How often the daemon is asked how far it is.
    private static let askingInterval = Duration.milliseconds(200)

    /// Asks a daemon for all polls and waits until they are made; how many were left unasked.
    private func ask(_ api: APISession) async throws -> Int {
        do {
            let left = try await waitForPolls(of: api)
            await api.close()
            return left
        } catch {
            await api.close()
            throw error
        }
    }

    private func waitForPolls(of api: APISession) async throws -> Int {
        let asked = try await api.send(APICall(method: "POST", path: "/feeds/poll"))
        guard let total = asked.json["count"].count else { return 0 }
        let bar = ProgressBar()
        var progress = PollProgress(patience: .seconds(patience), at: ContinuousClock.now)
        while true {
            let polls = try await api.send(APICall(path: "/feeds/polls")).json
            let (waiting, resting) = (polls["waiting"].count ?? 0, polls["resting"].count ?? 0)
            bar.show(max(total - waiting - resting, 0), of: total)
            guard waiting > 0 else {
                bar.end()
                return resting
            }
            guard progress.goesOn(waiting: waiting, at: ContinuousClock.now) else {
                bar.end()
                Terminal.message(
                    "earshot: the daemon kept no poll for \(patience) seconds and \(waiting) feeds "
                        + "still wait; its log tells why; try again later, or wait longer with "
                        + "--patience"
                )
                throw ExitStatus.tryAgain
            }
            try await Task.sleep(for: Self.askingInterval)
        }
    }

    /// Polls every feed once; how many were left unasked.
    private func pollAll(_ workplace: Workplace) async throws -> Int {
        let loop = CurlLoop(maximumInFlight: workplace.settings.pollSlots)
        let workers = WorkerThreads(count: ProcessInfo.processInfo.activeProcessorCount)
        defer {
            loop.shutDown()
            workers.close()
        }
        let plan = try workplace.snapshot(of: workplace.settings, loop: loop).plan
        let poller = workplace.poller(
            workers: workers,
            progress: WorkProgress(clock: Workplace.clock)
        ) { plan }
        let bar = ProgressBar()
        let left = try await poller.pollAllOnce { done, total in bar.show(done, of: total) }
        bar.end()
        return left
    }
}

/// Tells whether polls that somebody else makes still go on.
struct PollProgress {
    private let patience: Duration
    private var fewest = Int.max
    private var changedAt: ContinuousClock.Instant

    init(patience: Duration, at now: ContinuousClock.Instant) {
        self.patience = patience
        changedAt = now
    }

    /// Whether fewer feeds wait than ever before, or did so within the patience.
    mutating func goesOn(waiting: Int, at now: ContinuousClock.Instant) -> Bool {
        if waiting < fewest { (fewest, changedAt) = (waiting, now) }
        return now - changedAt < patience
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
