import EarshotModel
import SettingsReading
import Testing

@testable import Administration

@Suite struct FeedSuggestionsTests {
    private func recipes() throws -> [FeedRecipe] {
        try RecipesFile(
            """
            recipes:
              - {id: news, address: "https://n.example/?q={brand}&hl={language}&gl={country}",
                 kind: news, checked: documented, limits: none, sample: "https://n.example/?q=x"}
              - {id: tag, address: "https://t.example/{tag}", kind: social, checked: documented,
                 limits: none, sample: "https://t.example/x"}
              - {id: app, address: "https://s.example/{country}/{app}", kind: review,
                 needs: {app: the number}, checked: documented, limits: none,
                 sample: "https://s.example/SE/1"}
              - {id: own, address: "https://{domain}/feed/", kind: own, checked: documented,
                 limits: none, sample: "https://o.example/feed/"}
            """,
            file: "r.yaml"
        ).recipes
    }

    @Test func `each language gives an address of its own, and its country follows`() throws {
        let wish = FeedSuggestions.Wish(brand: "Lu Menta", languages: ["sv", "en-GB", "ta"])
        let found = FeedSuggestions(try recipes(), for: wish)
        #expect(
            found.ready.map(\.address) == [
                "https://n.example/?q=Lu%20Menta&hl=sv&gl=SE",
                "https://n.example/?q=Lu%20Menta&hl=en&gl=GB",
                "https://n.example/?q=Lu%20Menta&hl=ta&gl=IN",
                "https://t.example/lumenta",
            ]
        )
        #expect(found.ready.map(\.language) == ["sv", "en-GB", "ta", nil])
        #expect(found.incomplete.map(\.id) == ["app", "own"])
    }

    @Test func `what is told completes a recipe, and kinds choose among them`() throws {
        let wish = FeedSuggestions.Wish(
            brand: "Lumenta",
            domain: "lumenta.example",
            languages: ["sv"],
            values: ["app": "42"]
        )
        let found = FeedSuggestions(try recipes(), for: wish, kinds: [.review, .own])
        #expect(
            found.ready.map(\.address) == [
                "https://s.example/SE/42", "https://lumenta.example/feed/",
            ]
        )
        #expect(found.incomplete.isEmpty)
    }

    @Test func `without a language it asks in English`() throws {
        let found = FeedSuggestions(try recipes(), for: FeedSuggestions.Wish(brand: "Lumenta"))
        #expect(found.ready.first?.address == "https://n.example/?q=Lumenta&hl=en&gl=US")
    }
}
