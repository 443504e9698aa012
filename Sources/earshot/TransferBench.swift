import CurlTransfer
import FeedFetching
import Synchronization

/// Measures how fast feeds are fetched when nothing else is done with them.
struct TransferBench {
    let source: any FeedSource

    /// What came of a round of requests.
    struct Result: Hashable {
        let requestsPerSecond: Double
        let bytes: Int
        let failed: Int
    }

    private struct Tally: Sendable {
        var next = 0
        var bytes = 0
        var failed = 0
    }

    /// Fetches all addresses, so many at one time, in their order.
    func fetch(_ addresses: [String], inFlight: Int) async -> Result {
        let shared = SharedTally()
        let start = ContinuousClock.now
        await withDiscardingTaskGroup { group in
            for _ in 0..<min(inFlight, addresses.count) {
                group.addTask {
                    while let index = shared.next(before: addresses.count) {
                        let outcome = await source.fetch(FeedRequest(address: addresses[index]))
                        shared.note(outcome)
                    }
                }
            }
        }
        let time = ContinuousClock.now - start
        let seconds = max(time / .seconds(1), .leastNonzeroMagnitude)
        return shared.result(rate: Double(addresses.count) / seconds)
    }

    /// The tally of all tasks together.
    private final class SharedTally: Sendable {
        private let tally = Mutex(Tally())

        func next(before count: Int) -> Int? {
            tally.withLock { tally in
                guard tally.next < count else { return nil }
                defer { tally.next += 1 }
                return tally.next
            }
        }

        func note(_ outcome: FetchOutcome) {
            tally.withLock { tally in
                switch outcome {
                case .fetched(let feed):
                    tally.bytes += feed.body.count
                    feed.permit?.giveBack()
                case .notModified, .noNews: break
                default: tally.failed += 1
                }
            }
        }

        func result(rate: Double) -> Result {
            tally.withLock {
                Result(requestsPerSecond: rate, bytes: $0.bytes, failed: $0.failed)
            }
        }
    }
}
