import ArgumentParser
import FeedFetching
import Synchronization
import Testing

@testable import earshot

@Suite struct TransferBenchTests {
    /// Answers "not modified", or fails for addresses that say so, and counts who was asked.
    private final class CountingSource: FeedSource {
        let asked = Mutex<[String: Int]>([:])

        func fetch(_ request: FeedRequest) async -> FetchOutcome {
            asked.withLock { $0[request.address, default: 0] += 1 }
            return request.address.hasPrefix("bad")
                ? .failed(FetchFailure(code: "timed_out", "It took too long."))
                : .notModified(freshFor: nil)
        }
    }

    @Test(arguments: [1, 3, 500])
    func `every address is fetched once, and failures are counted`(inFlight: Int) async {
        let source = CountingSource()
        let addresses = (1...40).map { $0.isMultiple(of: 10) ? "bad-\($0)" : "good-\($0)" }
        let result = await TransferBench(source: source).fetch(addresses, inFlight: inFlight)
        #expect(result.failed == 4)
        #expect(result.bytes == 0)
        #expect(result.requestsPerSecond > 0)
        let asked = source.asked.withLock { $0 }
        #expect(asked.count == 40 && asked.values.allSatisfy { $0 == 1 })
    }

    @Test(arguments: [["--in-flight", "0"], ["--in-flight", "501"], ["--rounds", "0"]])
    func `as many at one time as nobody may have are refused`(options: [String]) {
        #expect(throws: (any Error).self) { try FeedFetchCommand.parse(options + ["feeds.txt"]) }
    }
}
