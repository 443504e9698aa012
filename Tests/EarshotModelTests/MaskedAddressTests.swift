import Testing

@testable import EarshotModel

@Suite struct MaskedAddressTests {
    @Test(arguments: [
        // Google Alerts
        (
            "https://www.google.com/alerts/feeds/01234567890123456789/9876543210987654321",
            "https://www.google.com/alerts/feeds/***/***"
        ),
        (
            "https://www.google.com/alerts/feeds/12/34",
            "https://www.google.com/alerts/feeds/***/***"
        ),
        // The token of a discussion site's private feeds, with the user's name
        (
            "https://social.example/saved.rss?feed=0a1b2c3d4e5f60718293a4b5c6d7e8f9&user=mira",
            "https://social.example/saved.rss?feed=***&user=***"
        ),
        // User and password
        ("https://mira:pa@ss@feeds.example/x.xml", "https://***@feeds.example/x.xml"),
        ("https://mira@feeds.example", "https://***@feeds.example"),
        // Query values by name
        (
            "https://code.example/mira.private.atom?token=AbC",
            "https://code.example/mira.private.atom?token=***"
        ),
        ("https://a.example/f?feed_token=x&page=2", "https://a.example/f?feed_token=***&page=2"),
        ("https://a.example/f?a=1&api_key=x#b", "https://a.example/f?a=1&api_key=***#b"),
        ("https://a.example/f?apiKey=x", "https://a.example/f?apiKey=***"),
        ("https://a.example/f?auth=x;y", "https://a.example/f?auth=***"),
        ("https://a.example/f?X-Signature=x", "https://a.example/f?X-Signature=***"),
        ("https://a.example/f?PASSWORD=x", "https://a.example/f?PASSWORD=***"),
        // Query values, paths and fragments by look
        ("https://a.example/f?u=V1StGXR8Z5jdHi6BmyT", "https://a.example/f?u=***"),
        ("https://a.example/f?V1StGXR8Z5jdHi6BmyT", "https://a.example/f?***"),
        ("https://a.example/f#access_token=abc", "https://a.example/f#access_token=***"),
        (
            "https://cal.example/private-0a1b2c3d4e5f60718293a4b5c6d7e8f9/basic.xml",
            "https://cal.example/***/basic.xml"
        ),
        (
            "https://a.example/feed/123e4567-e89b-12d3-a456-426614174000.xml",
            "https://a.example/feed/***"
        ),
        ("https://mail.example/feeds/k2j9x8q7w6e5r4t3y2u1.xml", "https://mail.example/feeds/***"),
    ])
    func `what looks like a secret is masked`(address: String, shown: String) {
        let masked = MaskedAddress(address)
        #expect(masked.description == shown)
        #expect(masked.hidesSomething)
    }

    @Test(arguments: [
        "https://forum.example/feed.xml", "https://blog.example/?feed=rss2", "", "nonsense",
        "https://blog.example/the-long-and-winding-road-to-a-better-kettle-in-2026/feed/",
        "https://news.example/2026/11/25/rss", "https://news.example/section-20261125/rss",
        "https://video.example/feeds/videos.xml?channel_id=UCBJycsmduvYEL83R_U4JriQ",
        "https://shop.example/products/LumentaRouterProMax2026/reviews.atom",
        "https://forum.example/c/support?author=mira&keyword=lumenta&order=created",
        "https://a.example/search?q=%22Lumenta%20router%22&hl=en&format=rss&user=mira",
        "http://127.0.0.1:8080/f/00000.xml", "file:/feeds/forum.xml", "file:///feeds/reviews.xml",
        "https://a.example/f?token=", "https://a.example/thedisestablishmentarianism/feed",
        "https://пример.example/путь?q=да",
    ])
    func `what anybody may read stays as it is`(address: String) {
        let masked = MaskedAddress(address)
        #expect(masked.description == address)
        #expect(!masked.hidesSomething)
    }

    @Test func `a combining mark hides no secret`() {
        let shown = MaskedAddress("https://a.example/f?\u{301}token=\u{301}abc&\u{301}k=x")
            .description
        #expect(!shown.contains("abc"))
    }

    @Test func `masking twice masks no more`() {
        let once = MaskedAddress("https://m:p@a.example/alerts/feeds/1/2?token=x&user=m#key=y")
        #expect(MaskedAddress(once.description).description == once.description)
    }
}
