import Testing

@testable import RecordLinkage

@Suite struct PlatformTests {
    @Test(arguments: [
        ("x.com", Platform.x), ("twitter.com", .x), ("old.reddit.com", .reddit),
        ("np.reddit.com", .reddit), ("de.linkedin.com", .linkedin), ("gist.github.com", .github),
        ("t.me", .telegram), ("bsky.app", .bluesky), ("threads.net", .threads),
    ])
    func `a site is known by its doors`(host: String, platform: Platform) {
        #expect(Platform(host: host) == platform)
    }

    @Test(arguments: ["jane.example", "blog.x.com", "notx.com", "x.com.example", "reddit", ""])
    func `another host is no door of it`(host: String) {
        #expect(Platform(host: host) == nil)
    }

    @Test(arguments: Platform.allCases)
    func `a site is known by its own name`(platform: Platform) {
        #expect(Platform(word: platform.rawValue) == platform)
    }

    @Test(arguments: [("twitter", Platform.x), ("insta", .instagram), ("bsky", .bluesky)])
    func `a site is known by what people call it`(word: String, platform: Platform) {
        #expect(Platform(word: word) == platform)
        #expect(Platform(word: word + "s") == nil)
    }

    @Test(arguments: [
        ("https://instagram.com/jane/", "jane"), ("https://instagram.com/jane/p/1", "jane"),
        ("https://t.me/s/jane", "jane"), ("https://t.me/jane/17", "jane"),
        ("https://www.tiktok.com/@jane/video/1", "jane"), ("https://threads.net/@jane", "jane"),
        ("https://facebook.com/jane.doe", "jane.doe"),
        ("https://facebook.com/jane/posts/1", "jane"),
    ])
    func `a path tells whose it is`(text: String, user: String) throws {
        #expect(try owner(text) == PageOwner(user: user, hasOtherAuthors: false))
    }

    @Test(arguments: [
        "https://instagram.com/p/1", "https://t.me/c/1/2", "https://tiktok.com/tag/lamps",
        "https://facebook.com/groups/1", "https://linkedin.com/company/acme", "https://bsky.app/",
        "https://www.youtube.com/channel/UC1", "https://github.com/orgs/acme",
        "https://reddit.com/u/", "https://reddit.com/user", "https://x.com/ja!ne",
    ])
    func `a site's own path is nobody's`(text: String) throws {
        #expect(try owner(text) == nil)
    }

    @Test(arguments: [
        ("https://github.com/jane", false), ("https://github.com/jane/tools", true),
        ("https://github.com/jane/tools/issues/1", true), ("https://gist.github.com/jane/1", false),
    ])
    func `below a repository others write too`(text: String, hasOtherAuthors: Bool) throws {
        #expect(try owner(text)?.hasOtherAuthors == hasOtherAuthors)
    }

    @Test(arguments: [
        ("@Jane", "jane"), ("jane_d.o-e", "jane_d.o-e"), ("ஜேன்", "ஜேன்"), ("@7", "7"),
    ])
    func `a user name has small letters and no sign before it`(text: String, name: String) {
        #expect(UserName.normalised(text) == name)
    }

    @Test(arguments: ["", "@", "@@", "@@jane", "._-", "jane doe", "jane/doe", "ja\u{0}ne"])
    func `what no site would take is no user name`(text: String) {
        #expect(UserName.normalised(text) == nil)
        #expect(UserName.normalised(String(repeating: "a", count: 101)) == nil)
    }

    private func owner(_ text: String) throws -> PageOwner? {
        let address = try #require(PageAddress(text))
        return try #require(Platform(host: address.host)).owner(of: address)
    }
}
