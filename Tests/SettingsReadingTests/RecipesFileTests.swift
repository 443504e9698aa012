import EarshotModel
import Foundation
import Testing

@testable import SettingsReading

@Suite struct RecipesFileTests {
    private static let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Feeds/recipes.yaml").standardizedFileURL

    private func recipe(_ address: String, pages: [String] = []) -> FeedRecipe {
        FeedRecipe(
            id: "r",
            name: "R",
            template: address,
            pages: pages,
            kind: .forum,
            aboutness: .no,
            needs: [:],
            checked: "documented",
            limits: "none",
            sample: address
        )
    }

    @Test func `every shipped recipe can be filled, and gives an address like its sample`() throws {
        let file = try RecipesFile(contentsOf: Self.shipped)
        #expect(file.recipes.count >= 20)
        #expect(file.feedless.count >= 5)
        for recipe in file.recipes {
            let values = Dictionary(recipe.gaps.map { ($0, "lumenta") }) { first, _ in first }
            let address = try #require(recipe.address(values), "\(recipe.id)")
            #expect(!address.contains("{") && address.hasPrefix("https://"), "\(recipe.id)")
            let fixed = recipe.template.prefix { $0 != "{" }
            #expect(recipe.sample.hasPrefix(fixed), "\(recipe.id)")
            #expect(URL(string: recipe.sample) != nil, "\(recipe.id)")
        }
    }

    @Test(arguments: [
        ("https://www.reddit.com/r/espresso/", "https://www.reddit.com/r/espresso/new.rss"),
        (
            "https://apps.apple.com/se/app/lumenta/id284882215",
            "https://itunes.apple.com/se/rss/customerreviews/page=1/id=284882215"
                + "/sortby=mostrecent/xml"
        ),
        ("https://github.com/lumenta/router", "https://github.com/lumenta/router/releases.atom"),
        ("https://lumenta.substack.com", "https://lumenta.substack.com/feed"),
        (
            "https://stackoverflow.com/questions/tagged/c%2B%2B",
            "https://stackoverflow.com/feeds/tag/c%2B%2B"
        ),
    ])
    func `a page of a platform shows which feed it has`(page: String, feed: String) throws {
        let recipes = try RecipesFile(contentsOf: Self.shipped).recipes
        #expect(recipes.lazy.compactMap { $0.address(ofPage: page) }.first == feed)
    }

    @Test(arguments: [
        "https://blog.example.com/", "https://github.com/", "https://a.b.c.example/x/y",
    ])
    func `other pages are nobody's`(page: String) throws {
        let recipes = try RecipesFile(contentsOf: Self.shipped).recipes
        #expect(recipes.allSatisfy { $0.address(ofPage: page) == nil })
    }

    @Test func `values are encoded, and a host is a host`() {
        let search = recipe("https://a.example/?q={brand}")
        #expect(search.address(["brand": "A&B ä"]) == "https://a.example/?q=A%26B%20%C3%A4")
        #expect(search.address(["brand": ""]) == nil)
        #expect(search.address([:]) == nil)
        let host = recipe("https://{forum}/posts.rss")
        #expect(host.address(["forum": "f.example/board"]) == "https://f.example/board/posts.rss")
        #expect(host.address(["forum": "f.example?x=@evil"]) == nil)
    }

    @Test func `mistakes are told with their lines`() {
        let text = """
            recipes:
              - id: a
                address: https://a.example/{what}
                checked: documented
                limits: none
                sample: https://a.example/x
              - id: a
                address: https://a.example/
                checked: documented
                limits: none
                sample: https://a.example/
              - name: without id
            without_feed:
              - name: Nowhere
            """
        let error = #expect(throws: SettingsError.self) { try RecipesFile(text, file: "r.yaml") }
        #expect(error?.mistakes.map(\.line) == [3, 7, 12, 14])
    }
}
