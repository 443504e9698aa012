import ArgumentParser
import Pipeline

/// Polls once: in the foreground, or through the daemon that has the store.
struct PollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "poll",
        abstract: "Poll the feeds that are due, or all, and exit when they are done."
    )

    @OptionGroup var options: GlobalOptions

    @Flag(help: "Poll once and exit.")
    var once = false

    @Flag(help: "Poll every feed, whether due or not; without it those that are due.")
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
        guard once else {
            throw ValidationError("write \"earshot poll --once\"; the daemon polls by itself")
        }
    }

    func run() async throws {
        do {
            let round = PollRound(options, all ? .everyFeed : .dueFeeds, patience: patience)
            let left = try await round.run()
            guard left == 0 else {
                Terminal.message("\(left) feeds were not asked: their sites want to be left alone")
                throw ExitStatus.partial
            }
        } catch {
            throw CommandFailure.exit(for: error)
        }
    }
}
