import EarshotModel
import Testing

@Suite struct FeedTests {
    private func feed(_ address: String = "https://example.org/feed") -> Feed {
        Feed(
            id: Feed.ID(rawValue: 1),
            configuredAddress: "http://example.org/feed",
            address: address,
            kind: .forum,
            title: "Forum"
        )
    }

    @Test func `a feed keeps the address it was configured with beside the one it has now`() {
        #expect(feed().configuredAddress == "http://example.org/feed")
        #expect(feed().address == "https://example.org/feed")
        #expect(feed() != feed("https://example.org/other"))
    }

    @Test func `a feed is about no brand and in no language unless it says so`() {
        #expect(feed().about == nil)
        #expect(feed().language == nil)
    }

    @Test func `a feed without a name bears its address, without the secrets in it`() {
        let address = "https://mira:x@example.org/feed?token=abc"
        let title = Feed.placeholderTitle(of: address)
        #expect(title == "https://***@example.org/feed?token=***")
        let untitled = Feed(
            id: Feed.ID(rawValue: 1),
            configuredAddress: address,
            address: address,
            kind: .forum,
            title: title
        )
        #expect(untitled.isUntitled)
        #expect(!feed().isUntitled)
    }

    @Test func `feeds that differ in one thing are different feeds`() {
        let about = Feed(
            id: Feed.ID(rawValue: 1),
            configuredAddress: "http://example.org/feed",
            address: "https://example.org/feed",
            kind: .forum,
            title: "Forum",
            about: Brand.ID(rawValue: 1)
        )
        #expect(about != feed())
        #expect(Set([about, feed(), feed()]).count == 2)
    }
}
