import CurlTransfer
import Foundation
import Pipeline
import RecordStorage
import SettingsReading

/// One round of polls: through the daemon that has the store, else in this process.
struct PollRound {
    private let options: GlobalOptions
    private let round: Poller.Round
    /// For how many seconds a daemon may keep no poll.
    private let patience: Int

    init(_ options: GlobalOptions, _ round: Poller.Round = .everyFeed, patience: Int = 300) {
        self.options = options
        self.round = round
        self.patience = patience
    }

    /// Polls; how many feeds were left unasked because their sites want to be left alone.
    func run() async throws -> Int {
        let threshold = LogSetup.start()
        if let daemon = try await APIClient.daemon(options) {
            return try await ask(APISession(client: daemon, options: options))
        }
        let workplace = try await Workplace.open(options)
        threshold.set(workplace.settings.logLevel)
        let left = try await poll(workplace)
        await workplace.store.close()
        return left
    }

    // MARK: -

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
        let query = round == .dueFeeds ? [("due", "yes")] : []
        let asked = try await api.send(APICall(method: "POST", path: "/feeds/poll", query: query))
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

    /// Polls in this process; how many feeds were left unasked.
    private func poll(_ workplace: Workplace) async throws -> Int {
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
        let left = try await poller.poll(round) { done, total in bar.show(done, of: total) }
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
