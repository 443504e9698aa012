import Administration
import EarshotModel
import FeedFetching
import RecordStorage
import Testing

@Suite struct FeedAdministrationTests {
    private let place: SetUpStore
    private let feeds: FeedAdministration

    init() throws {
        place = try SetUpStore()
        feeds = FeedAdministration(store: place.store, sites: SiteNames())
    }

    private func add(_ addresses: String..., about: String? = nil) async throws -> Int {
        try await feeds.add(
            addresses.map { FeedAdministration.Wish(address: $0, kind: .forum, about: about) },
            by: .local("test")
        )
    }

    @Test func `a feed that is added is due at once, and is listed with its site`() async throws {
        let wish = FeedAdministration.Wish(
            address: "https://news.forum.co.uk/feed",
            kind: .news,
            title: "The forum",
            language: "en",
            weight: 40
        )
        #expect(try await feeds.add([wish], by: .local("test")) == 1)
        let health = try #require(try await feeds.all().first)
        #expect(health.feed.configuredAddress == "https://news.forum.co.uk/feed")
        #expect(health.feed.kind == .news)
        #expect(health.feed.title == "The forum")
        #expect(health.feed.language == "en")
        #expect(health.feed.about == nil && health.feed.weight == 40)
        #expect(health.site == "forum.co.uk")
        #expect(health.state == .new)
        #expect(health.nextPollAt == SetUpStore.now)
        #expect(health.problem == nil)
    }

    @Test func `a feed without a title has its address for one`() async throws {
        _ = try await add("https://a.example/feed")
        #expect(try await feeds.all().map(\.feed.title) == ["https://a.example/feed"])
    }

    @Test func `a secret in an address is kept for polling, and stands nowhere else`() async throws
    {
        let address = "https://social.example/saved.rss?token=geheim&user=mira"
        _ = try await add(address)
        let health = try await feeds.feed(address)
        #expect(health.feed.address == address && health.feed.configuredAddress == address)
        #expect(health.feed.title == "https://social.example/saved.rss?token=***&user=***")
        #expect(try await feeds.feed("\(health.feed.id)") == health)
        #expect(try await feeds.requestPoll(of: address, by: .local("test")) == 1)
        try await feeds.noteSecretsShown(of: address, to: .local("test"))
        try await feeds.remove(address, by: .local("test"))
        for act in ["feeds.poll_requested", "feeds.secrets_shown", "feed.removed"] {
            #expect(try place.audited(act) == "1")
        }
        let facts = try place.value(of: "SELECT group_concat(payload) FROM audit_payloads")
        #expect(facts.contains("token=***"))
        #expect(!facts.contains("geheim") && !facts.contains("mira"))
    }

    @Test func `of a list taken line by line the usable feeds are added, and the others told`()
        async throws
    {
        _ = try await add("https://known.example/")
        try await place.store.write(by: .local("test")) { tx in
            let brand = Brand(id: tx.newID(), name: "Brontavia")
            try tx.rulesets.apply(Ruleset(brands: [brand], shippedRules: "test"))
        }
        func wish(_ address: String, about: String? = nil) -> FeedAdministration.Wish {
            FeedAdministration.Wish(address: address, kind: .blog, about: about)
        }
        let wishes = [
            wish("https://a.example/"), wish("nonsense"), wish("https://known.example/"),
            wish("https://b.example/", about: "Nobody"), wish("https://a.example/"),
            wish("https://c.example/", about: "Brontavia"),
        ]
        let trial = try await feeds.addEach(wishes, by: .local("test"), isTrial: true)
        #expect(trial.added == 2)
        #expect(try await feeds.all().count == 1)
        let addition = try await feeds.addEach(wishes, by: .local("test"))
        #expect(addition == trial)
        #expect(addition.known == 2)
        #expect(addition.refused.map(\.index) == [1, 3])
        #expect(
            addition.refused.map(\.error) == [.notAnAddress("nonsense"), .noSuchBrand("Nobody")]
        )
        #expect(try await feeds.all().count == 3)
        #expect(try await feeds.brandNames().values.sorted() == ["Brontavia"])
    }

    @Test func `how much a feed gives is set with it, later, or left to be learned`() async throws {
        let wish = FeedAdministration.Wish(
            address: "https://a.example/",
            kind: .news,
            extent: .headline
        )
        _ = try await feeds.add([wish], by: .local("test"))
        let id = try await feeds.feed("https://a.example/").feed.id
        #expect(try await feeds.settings() == [id: FeedSettings(extent: .headline)])
        try await feeds.changeSettings(of: "\(id)", by: .local("test")) { $0.extent = nil }
        #expect(try await feeds.settings() == [id: FeedSettings()])
        _ = try await feeds.add([wish], by: .local("test"))
        #expect(try await feeds.settings() == [id: FeedSettings()])
        #expect(try place.audited("feed.set") == "1")
        await #expect(throws: AdministrationError.self) {
            try await feeds.changeSettings(of: "https://x.example/", by: .local("test")) { _ in }
        }
    }

    @Test func `what is not named in a change stays as it was set`() async throws {
        _ = try await add("https://a.example/1")
        for change in [
            { @Sendable (settings: inout FeedSettings) in settings.identity = .link },
            { @Sendable (settings: inout FeedSettings) in settings.authority = "inside" },
        ] {
            try await feeds.changeSettings(of: "https://a.example/1", by: .local("test"), change)
        }
        let settings = try await feeds.settings().values.first
        #expect(settings == FeedSettings(identity: .link, authority: "inside"))
    }

    @Test func `a feed that is to stay goes back to where it was configured, and is due`()
        async throws
    {
        _ = try await add("https://a.example/1")
        let id = try await feeds.feed("https://a.example/1").feed.id
        try await place.store.write(by: .local("test")) { tx in
            try tx.feeds.move(id, to: FeedMove(address: "https://b.test/2", site: "b.test"))
        }
        #expect(try await feeds.feed("\(id)").site == "b.test")
        try await feeds.changeSettings(of: "\(id)", by: .local("test")) { $0.moves = .stay }
        let health = try await feeds.feed("\(id)")
        #expect(health.feed.address == "https://a.example/1")
        #expect(health.site == "a.example")
        #expect(health.nextPollAt <= SetUpStore.now)
    }

    @Test func `polls that were asked for are counted until they are made`() async throws {
        _ = try await add("https://a.example/1", "https://b.example/2")
        #expect(try await feeds.requestedPolls() == .init(waiting: 0, resting: 0))
        #expect(try await feeds.requestPoll(of: nil, by: .local("test")) == 2)
        #expect(try await feeds.requestDuePolls(by: .local("test")) == 2)
        #expect(try await feeds.requestedPolls() == .init(waiting: 2, resting: 0))
    }

    @Test func `an address that is there already stays as it is, and is not counted`() async throws
    {
        #expect(try await add("https://a.example/1", "https://a.example/2") == 2)
        let before = try await feeds.all()
        #expect(try await add("https://a.example/2", "https://a.example/3") == 1)
        #expect(try await add("https://a.example/4", "https://a.example/4") == 1)
        #expect(try await add("https://a.example/4") == 0)
        #expect(try await feeds.all().prefix(2) == before.prefix(2))
        #expect(try await feeds.all().count == 4)
        #expect(try place.audited("feeds.added") == "3")
    }

    @Test(arguments: [
        "", "nonsense", "a.example/feed", "ftp://a.example/feed", "javascript:alert(1)",
        "https://", "https://a example/feed", "https://a.example/feed ", "file:feeds.xml",
        "data:text/xml,<rss/>", "https://a.example:99999/",
    ])
    func `what is no address is refused, and with it the whole list`(address: String) async throws {
        await #expect(throws: AdministrationError.notAnAddress(address)) {
            _ = try await add("https://good.example/feed", address)
        }
        #expect(try await feeds.all().isEmpty)
    }

    @Test func `files are one site, whatever their folder`() async throws {
        _ = try await add("file:///srv/feeds/a.xml", "file:/srv/feeds/b.xml")
        #expect(try await feeds.all().map(\.site) == [SiteNames.files, SiteNames.files])
    }

    @Test func `a feed may be about a brand that is listened for, and about no other`() async throws
    {
        let brand = Brand(id: Brand.ID(rawValue: 1), name: "Brontavia")
        try await RulesAdministration(store: place.store).put([brand], by: .local("test"))
        _ = try await add("https://a.example/feed", about: "Brontavia")
        let id = try await place.read { try $0.rulesets.brands().first?.id }
        #expect(try await feeds.all().first?.feed.about == id)
        await #expect(throws: AdministrationError.noSuchBrand("Vex")) {
            _ = try await add("https://b.example/feed", about: "Vex")
        }
        #expect(try await feeds.all().count == 1)
    }

    @Test func `a feed is removed by its address or its id, and only once`() async throws {
        _ = try await add("https://a.example/1", "https://a.example/2")
        let second = try #require(try await feeds.all().last)
        try await feeds.remove("https://a.example/1", by: .local("test"))
        try await feeds.remove("\(second.feed.id)", by: .local("test"))
        #expect(try await feeds.all().isEmpty)
        for gone in ["https://a.example/1", "\(second.feed.id)", "", "1"] {
            await #expect(throws: AdministrationError.noSuchFeed(gone)) {
                try await feeds.remove(gone, by: .local("test"))
            }
        }
        #expect(try place.audited("feed.removed") == "2")
    }

    @Test func `a feed with mentions is removed, and its mentions stay`() async throws {
        let mention = try await place.store.write(by: .local("test")) { tx in
            try Heard.mention(in: tx)
        }
        try await feeds.remove(Heard.address, by: .local("test"))
        #expect(try await feeds.all().isEmpty)
        let stays = try await place.read { tx in try tx.mentions.file(mention) != nil }
        #expect(stays)
    }

    @Test func `a poll is asked for one feed or for all, and the asking is audited`() async throws {
        _ = try await add("https://a.example/1", "https://a.example/2")
        try await feeds.requestPoll(of: "https://a.example/1", by: .local("test"))
        #expect(try place.value(of: "SELECT COUNT(poll_requested_at) FROM feeds") == "1")
        try await feeds.requestPoll(of: nil, by: .local("test"))
        #expect(try place.value(of: "SELECT COUNT(poll_requested_at) FROM feeds") == "2")
        await #expect(throws: AdministrationError.noSuchFeed("https://b.example/")) {
            try await feeds.requestPoll(of: "https://b.example/", by: .local("test"))
        }
        #expect(try place.audited("feeds.poll_requested") == "2")
    }
}
