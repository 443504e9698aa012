import Administration
import CurlTransfer
import EarshotModel
import EarshotTesting
import FeedFetching
import RecordStorage
import SettingsReading
import Testing

@Suite(.timeLimit(.minutes(2))) struct FirstSetUpTests {
    private static let rss = """
        <rss version="2.0"><channel><title>Shop news</title><item><title>A</title></item>
        </channel></rss>
        """
    private static let recipes = """
        recipes:
          - id: search
            name: A search
            address: https://search.example/{language}?q={brand}
            kind: news
            checked: documented
            limits: none
            sample: https://search.example/en?q=L
          - id: wall
            name: A wall
            address: https://wall.example/{tag}
            kind: social
            about: brand
            checked: documented
            limits: none
            sample: https://wall.example/l
        """

    private static let page = """
        <!doctype html><link rel="alternate" type="application/rss+xml" href="/feed.xml">
        """

    private let place: SetUpStore
    private let server: ScriptedServer
    private let setUp: FirstSetUp
    private var feed: String { server.address("/feed.xml") }

    init() async throws {
        place = try SetUpStore()
        try await CompanySetup(store: place.store).prepare(
            policy: SetUpStore.policy,
            shippedRules: "one"
        )
        server = try ScriptedServer(["/": .text(Self.page), "/feed.xml": .text(Self.rss)])
        let source = HTTPFeedSource(
            loop: CurlLoop(),
            userAgent: "Earshot (tests)",
            limits: TransferLimits(),
            addressGuard: AddressGuard(allowing: ["127.0.0.1"].compactMap { Network($0) }),
            clock: { SetUpStore.now }
        )
        setUp = FirstSetUp(
            store: place.store,
            feeds: FeedAdministration(
                store: place.store,
                sites: SiteNames(),
                discovery: FeedDiscovery(source: source)
            )
        ) { try RecipesFile(Self.recipes, file: "recipes.yaml").recipes }
    }

    private var answers: FirstSetUp.Answers {
        var answers = FirstSetUp.Answers(brands: [" Lumenta ", ""])
        answers.spellings = ["@lumenta"]
        answers.rivals = ["Solvik"]
        answers.company = "Lumenta AB"
        answers.domain = server.address("/")
        answers.languages = ["sv", "en"]
        answers.hours = "mon-fri 08:00-16:00"
        answers.zone = "Europe/Stockholm"
        return answers
    }

    @Test func `the own site, the places and the recipes give feeds, and nothing is written`()
        async throws
    {
        var answers = answers
        answers.places = [feed, "http://127.0.0.1:1/"]
        let proposal = try await setUp.proposal(for: answers)
        // The own site has the feed that was named, so that it stands there once.
        #expect(
            proposal.feeds.map(\.address) == [
                feed, "https://search.example/sv?q=Lumenta",
                "https://search.example/en?q=Lumenta", "https://wall.example/lumenta",
            ]
        )
        #expect(proposal.feeds.map(\.origin) == [.place, .recipe, .recipe, .recipe])
        #expect(proposal.feeds.map(\.about) == [nil, nil, nil, "Lumenta"])
        #expect(proposal.silent.map(\.place) == ["http://127.0.0.1:1/"])
        #expect(try await setUp.isNeeded())
        #expect(try place.value(of: "SELECT COUNT(*) FROM feeds") == "0")
    }

    @Test func `kinds narrow what recipes give, and one kind is the kind of the places`()
        async throws
    {
        var answers = answers
        answers.places = [feed]
        answers.kinds = [.social]
        let proposal = try await setUp.proposal(for: answers)
        #expect(proposal.feeds.map(\.kind) == [.social, .social])
        answers.wantsSuggestions = false
        #expect(try await setUp.proposal(for: answers).feeds.map(\.kind) == [.social])
    }

    @Test func `what is wanted is put in force, and a second time adds to it`() async throws {
        let proposal = try await setUp.proposal(for: answers)
        let actor = Actor.local("test")
        #expect(try await setUp.begin(answers, with: proposal.feeds, by: actor) == 4)
        #expect(try await !setUp.isNeeded())
        let policy = try #require(try await CompanySetup(store: place.store).policy())
        #expect(policy.companyName == "Lumenta AB" && policy.zone == "Europe/Stockholm")
        #expect(policy.ownSites == [])
        #expect(policy.calendar.week[.monday] == [.init(start: 480, end: 960)])
        #expect(policy.firstResponseMinutes == SetUpStore.policy.firstResponseMinutes)
        var second = FirstSetUp.Answers(brands: ["LUMENTA", "Brewbird"])
        second.spellings = ["@Lumenta", "Lumentas"]
        let again = try await setUp.proposal(for: second)
        #expect(try await setUp.begin(second, with: again.feeds, by: actor) > 0)
        #expect(try await setUp.begin(second, with: proposal.feeds, by: actor) == 0)
        let brands = try await RulesAdministration(store: place.store).brands()
        #expect(brands.map(\.name) == ["Brewbird", "Lumenta", "Solvik"])
        #expect(brands[1].aliases == ["@lumenta", "Lumentas"])
        #expect(brands.map(\.isOwn) == [true, true, false])
        #expect(try await CompanySetup(store: place.store).policy() == policy)
    }

    @Test(arguments: [
        ("brands", ""), ("brands", " "), ("brands", "—"), ("rivals", "LUMENTA"),
        ("languages", "english please"), ("places", "a b"), ("places", "somewhere"),
        ("domain", "not a domain"), ("domain", "lumenta"), ("domain", "vera@lumenta.example"),
        ("hours", "always"), ("zone", "Europe/Nowhere"), ("zone", "UTC\nfirst_response: {}"),
    ])
    func `a wrong answer is named, and nothing is changed`(field: String, value: String)
        async throws
    {
        var answers = answers
        switch field {
        case "brands": answers.brands = [value]
        case "rivals": answers.rivals = [value]
        case "languages": answers.languages = [value]
        case "places": answers.places = [value]
        case "domain": answers.domain = value
        case "hours": answers.hours = value
        default: answers.zone = value
        }
        try await expectRefusal(of: answers, field)
    }

    @Test func `a wrong feed is told before anything is written`() async throws {
        let feeds = [FirstSetUp.ProposedFeed(address: "x y", kind: .blog)]
        await #expect(throws: AdministrationError.notAnAddress("x y")) {
            try await setUp.begin(answers, with: feeds, by: .local("test"))
        }
        let about = [FirstSetUp.ProposedFeed(address: feed, kind: .blog, about: "Kordell")]
        await #expect(throws: AdministrationError.noSuchBrand("Kordell")) {
            try await setUp.begin(answers, with: about, by: .local("test"))
        }
        #expect(try await setUp.isNeeded())
    }

    @Test func `so many places are asked at one time, and their answers keep their order`()
        async throws
    {
        var answers = answers
        answers.domain = nil
        answers.wantsSuggestions = false
        answers.places = (1...100).map { server.address("/\($0)") }
        let silent = try await setUp.proposal(for: answers).silent
        #expect(silent.map(\.place) == answers.places)
        // They are of one site, which is asked for one after the other.
        let asked = server.requests.elements.compactMap { Int($0.path.dropFirst()) }
        #expect(asked == Array(1...100))
        answers.places.append(server.address("/101"))
        try await expectRefusal(of: answers, "places")
    }

    @Test(arguments: [
        ("lumenta.example", ["lumenta.example"]),
        ("https://www.Lumenta.example/", ["lumenta.example"]),
        ("https://social.example/@lumenta", ["social.example/@lumenta"]), ("127.0.0.1:80", []),
    ])
    func `whoever writes from the own site is one of our people`(domain: String, sites: [String])
        async throws
    {
        var answers = answers
        answers.domain = domain
        for _ in 1...2 { _ = try await setUp.begin(answers, with: [], by: .local("test")) }
        let policy = try #require(try await CompanySetup(store: place.store).policy())
        #expect(policy.ownSites == sites)
    }

    @Test func `the demo takes no real brand`() async throws {
        try await CompanySetup(store: place.store).markAsDemo()
        await #expect(throws: AdministrationError.demo) {
            try await setUp.begin(answers, with: [], by: .local("test"))
        }
        #expect(try await RulesAdministration(store: place.store).brands().isEmpty)
    }

    private func expectRefusal(of answers: FirstSetUp.Answers, _ field: String) async throws {
        let proposing = await #expect(throws: AdministrationError.self) {
            _ = try await setUp.proposal(for: answers)
        }
        let beginning = await #expect(throws: AdministrationError.self) {
            _ = try await setUp.begin(answers, with: [], by: .local("test"))
        }
        for error in [proposing, beginning] {
            guard case .invalid(field, _)? = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
        #expect(try await setUp.isNeeded())
        #expect(try await CompanySetup(store: place.store).policy() == SetUpStore.policy)
    }
}
