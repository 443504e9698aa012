import EarshotModel
import Foundation
import RecordStorage
import SettingsReading
import Testing

@testable import WebConsole

@Suite struct SetUpPageTests {
    private static let recipes = """
        recipes:
          - id: search
            name: A <search>
            address: https://search.example/?q={brand}
            kind: news
            checked: documented
            limits: none
            sample: https://search.example/?q=L
        """

    /// A console for which no brand is known yet.
    private func fixture(recipes: String = "recipes: []") async throws -> ConsoleFixture {
        let fixture = try await ConsoleFixture(
            recipes: RecipesFile(recipes, file: "recipes.yaml").recipes
        )
        try await fixture.store.write(by: .local("test")) { tx in
            for feed in try tx.feeds.all() { try tx.feeds.remove(feed.feed.id) }
            try tx.rulesets.apply(Ruleset(brands: [], shippedRules: "test"))
        }
        return fixture
    }

    private static let answers = [
        ("brand", "Brontavia"), ("spellings", "@brontavia"), ("languages", "en"),
        ("kind_news", "yes"), ("hours", "mon-fri 08:00-16:00"), ("zone", "Europe/Warsaw"),
    ]

    @Test func `whoever may set up comes here first, as long as there is no brand`() async throws {
        let fixture = try await fixture()
        let admin = try await fixture.session(of: .admin)
        #expect(await fixture.page("/", admin)["Location"] == "/set-up")
        #expect(await fixture.page("/set-up", admin).text.contains("Your brand"))
        #expect(await fixture.page("/queue", admin).text.contains("Set Earshot up"))
        #expect(await fixture.page("/")["Location"] == "/queue")
        for role in Role.allCases where role != .admin {
            let session = try await fixture.session(of: role)
            #expect(await fixture.page("/", session)["Location"] == "/queue")
            #expect(await fixture.page("/queue", session).text.contains("An administrator sets"))
            for path in ["/set-up", "/set-up/found"] {
                #expect(await fixture.page(path, session).status == 403)
            }
            for path in ["/set-up", "/set-up/start", "/set-up/found/not-us"] {
                #expect(await fixture.send(path, Self.answers, session).status == 403)
            }
        }
        let later = try await ConsoleFixture()
        let session = try await later.session(of: .admin)
        #expect(await later.page("/", session)["Location"] == "/queue")
    }

    @Test func `no hours are proposed as an answer, so that those that hold stay`() async throws {
        let fixture = try await fixture()
        let page = await fixture.page("/set-up", try await fixture.session(of: .admin)).text
        #expect(page.contains(#"name="hours" value="""#))
        #expect(page.contains(#"placeholder="mon-fri 09:00-17:00""#))
    }

    @Test func `the answers lead to proposals, which write nothing, and these to feeds`()
        async throws
    {
        let fixture = try await fixture(recipes: Self.recipes)
        let admin = try await fixture.session(of: .admin)
        let offered = await fixture.send("/set-up", Self.answers, admin)
        #expect(offered.status == 200)
        #expect(offered.text.contains("A &lt;search&gt;"))
        #expect(offered.text.contains("https://search.example/?q&#61;Brontavia"))
        #expect(try await fixture.api("GET", "/feeds").rows().isEmpty)
        #expect(await fixture.page("/", admin)["Location"] == "/set-up")
        let chosen = [
            ("use_0", "yes"), ("address_0", "https://search.example/?q=Brontavia"),
            ("feedkind_0", "news"), ("title_0", "A search"),
            ("address_1", "https://other.example/feed"),
        ]
        let begun = await fixture.send("/set-up/start", Self.answers + chosen, admin)
        #expect(begun.status == 303 && begun["Location"] == "/set-up/found")
        let feeds = try await fixture.api("GET", "/feeds").rows()
        #expect(feeds.map { $0["title"] as? String } == ["A search"])
        let brands = try await fixture.api("GET", "/rules/brands").rows()
        #expect(brands.map { $0["aliases"] as? [String] } == [["@brontavia"]])
        // Nobody polls here, so the page waits and looks again by itself, without a script.
        let waits = await fixture.page("/set-up/found", admin)
        #expect(waits.text.contains("1 feed is being read"))
        #expect(waits.text.contains("http-equiv=\"refresh\""))
        let now = await fixture.page("/set-up/found?now=yes", admin)
        #expect(!now.text.contains("refresh") && now.text.contains("Nothing was found so far"))
    }

    @Test(arguments: [
        ("brand", " ", "Name your brand first"), ("brand", "…", "Name your brand first"),
        ("domain", "not a domain", "That is no site"), ("domain", "lumenta", "That is no site"),
        ("languages", "english please", "Write languages as codes"),
        ("hours", "always", "Write the hours as"), ("zone", "Europe/Nowhere", "no such time zone"),
        ("places", "a b", "One of the places"), ("rivals", "brontavia", "the same name"),
    ])
    func `what is wrong is told where it stands, and what was typed is kept`(
        field: String,
        value: String,
        part: String
    ) async throws {
        let fixture = try await fixture()
        let admin = try await fixture.session(of: .admin)
        let form = Self.answers.filter { $0.0 != field } + [(field, value), ("company", "A <B>")]
        for path in ["/set-up", "/set-up/start"] {
            let answer = await fixture.send(path, form, admin)
            #expect(answer.status == 422)
            #expect(answer.text.contains(part))
            #expect(answer.text.contains("A &lt;B&gt;"))
            #expect(answer.text.contains("aria-invalid"))
        }
        #expect(await fixture.page("/", admin)["Location"] == "/set-up")
    }

    @Test func `without any feed there is a next step, and one may go on without`() async throws {
        let fixture = try await fixture()
        let admin = try await fixture.session(of: .admin)
        let none = await fixture.send("/set-up", Self.answers, admin)
        #expect(none.text.contains("No feed was found yet"))
        #expect(none.text.contains("Go on without feeds"))
        let back = await fixture.send("/set-up", Self.answers + [("back", "yes")], admin)
        #expect(back.text.contains("@brontavia") && back.text.contains("Your brand"))
        #expect(await fixture.send("/set-up/start", Self.answers, admin).status == 303)
        let found = await fixture.page("/set-up/found", admin).text
        #expect(found.contains("Nothing was found so far") && found.contains("What now?"))
    }

    @Test func `a sample is right, or not us and put aside, a complaint's case with it`()
        async throws
    {
        let fixture = try await ConsoleFixture()
        let admin = try await fixture.session(of: .admin)
        let ours = try await fixture.hear(Remark())
        let other = try await fixture.hear(Remark(author: "Noor"))
        let path = "/set-up/found?now=yes"
        let shown = await fixture.page(path, admin).text
        #expect(shown.components(separatedBy: "Not us</button>").count == 3)
        let right = await fixture.send("/set-up/found/right", [("mention", "\(ours)")], admin)
        #expect(right["Location"] == "\(path)&right=\(ours)")
        let wrong = await fixture.send(
            "/set-up/found/not-us",
            [("mention", "\(other)"), ("right", "\(ours)")],
            admin
        )
        #expect(wrong["Location"] == "\(path)&right=\(ours)")
        let again = await fixture.send("/set-up/found/not-us", [("mention", "\(other)")], admin)
        #expect(again["Location"] == path)
        let after = await fixture.page("\(path)&right=\(ours)", admin).text
        #expect(after.contains("✓ Right") && after.contains("✕ Not us, put aside"))
        #expect(!after.contains("Not us</button>"))
        let states = try await fixture.api("GET", "/mentions").rows()
        #expect(Set(states.compactMap { $0["dismissed_reason"] as? String }) == ["not_ours"])
        #expect(try await fixture.queue().count == 1)
    }

    @Test func `more feeds than a page shows are counted, not dropped in silence`() async throws {
        let many = (0..<103).map { number in
            """
              - id: search\(number)
                name: Search \(number)
                address: https://search.example/\(number)?q={brand}
                kind: news
                checked: documented
                limits: none
                sample: https://search.example/\(number)?q=L
            """
        }
        let fixture = try await fixture(recipes: "recipes:\n" + many.joined(separator: "\n"))
        let admin = try await fixture.session(of: .admin)
        let offered = await fixture.send("/set-up", Self.answers, admin).text
        #expect(offered.matches(of: /name="use_/).count == 100)
        #expect(offered.contains("3 more fit"))
    }

    @Test func `a feed of which no sample is ours may be left at once`() async throws {
        let fixture = try await ConsoleFixture()
        let admin = try await fixture.session(of: .admin)
        for author in ["Mira", "Noor"] {
            let id = try await fixture.hear(Remark(author: author))
            #expect(await !fixture.page("/set-up/found?now=yes", admin).text.contains("Stop"))
            _ = await fixture.send("/set-up/found/not-us", [("mention", "\(id)")], admin)
        }
        let shown = await fixture.page("/set-up/found?now=yes", admin).text
        #expect(shown.contains("none of its samples was about you"))
        let feed = try #require(try await fixture.api("GET", "/feeds").rows().first)
        let id = try #require(feed["id"] as? String)
        #expect(await fixture.send("/set-up/found/without", [("feed", id)], admin).status == 303)
        #expect(try await fixture.api("GET", "/feeds").rows().isEmpty)
        #expect(try await fixture.api("GET", "/mentions").rows().count == 2)
    }

    @Test func `forms of other pages, and mentions that are none, change nothing`() async throws {
        let fixture = try await ConsoleFixture()
        let admin = try await fixture.session(of: .admin)
        let id = try await fixture.hear(Remark())
        for path in ["/set-up", "/set-up/start", "/set-up/found/right", "/set-up/found/not-us"] {
            let form = Self.answers + [("mention", "\(id)")]
            #expect(await fixture.send(path, form, admin, token: "x").status == 403)
        }
        for text in ["", "x", "404"] {
            let answer = await fixture.send("/set-up/found/not-us", [("mention", text)], admin)
            #expect(answer.status == 404)
        }
        #expect(try await fixture.queue().count == 1)
    }
}
