import CurlTransfer
import Pipeline
import ServiceLifecycle

/// The poller, whose slow servers do not hold up the daemon's end.
///
/// A poll that is broken off gives its claim back: the feed is as it was, and due.
struct BoundedPolling: Service {
    let poller: Poller
    let loop: CurlLoop

    /// How long the polls under way may go on once the daemon is told to stop; most need less.
    private static let grace = Duration.seconds(2)

    private enum End {
        case polls, grace
    }

    func run() async throws {
        try await withThrowingTaskGroup(of: End.self) { group in
            group.addTask {
                try await poller.run()
                return .polls
            }
            group.addTask {
                try await gracefulShutdown()
                try await Task.sleep(for: Self.grace)
                loop.shutDown()
                return .grace
            }
            while let end = try await group.next() {
                guard end == .grace else { return group.cancelAll() }
            }
        }
    }
}
