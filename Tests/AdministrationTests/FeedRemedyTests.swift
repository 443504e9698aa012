import EarshotModel
import RecordStorage
import Testing

@testable import Administration

@Suite struct FeedRemedyTests {
    /// The health of a feed whose poll ended so.
    private func health(_ code: String?, _ state: FeedState = .error) async throws -> FeedHealth {
        let place = try SetUpStore()
        let record = PollRecord(
            state: state,
            validators: FeedValidators(),
            bodyHash: nil,
            nextPollAt: SetUpStore.now + .hours(1),
            problem: code.map { FeedProblem(code: $0, sentence: "so it is") }
        )
        return try await place.store.write(by: .local("test")) { tx in
            let feed = Feed(
                id: tx.newID(),
                configuredAddress: "https://a.example/",
                address: "https://a.example/",
                kind: .blog,
                title: "A"
            )
            try tx.feeds.add(feed, site: "a.example")
            let claims = try tx.sites.claimDue(limit: 1, held: [:], for: .minutes(1)) { _ in
                SiteAllowance(parallel: 1, spacing: .zero)
            }
            guard let claim = claims.first, try tx.feeds.finish(record, for: claim),
                let health = try tx.feeds.health(of: feed.id)
            else { throw StoreError.closed }
            return health
        }
    }

    @Test(arguments: [
        ("refused_address", "\"networks\""), ("not_a_feed", "address of today"),
        ("http_404", "address of today"), ("timed_out", "by itself"), ("http_500", "by itself"),
        ("http_418", "in a browser"), ("something_new", "in a browser"),
        ("not_stored", "in the log"), ("unusable_rules", "earshot check"),
        ("too_large", "\"limits.body\""),
    ])
    func `every failure has something to do about it`(code: String, part: String) async throws {
        let remedy = try #require(FeedRemedy(for: try await health(code)))
        #expect(remedy.description.contains(part))
        #expect(remedy.description.hasSuffix("."))
    }

    @Test func `a feed that is gone is to be removed, and a good one needs nothing`() async throws {
        let gone = try #require(FeedRemedy(for: try await health("gone", .gone)))
        #expect(gone.description.contains("remove it"))
        #expect(FeedRemedy(for: try await health(nil, .ok)) == nil)
    }
}
