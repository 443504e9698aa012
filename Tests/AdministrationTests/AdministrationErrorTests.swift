import Administration
import Testing

@Suite struct AdministrationErrorTests {
    @Test(arguments: [
        (AdministrationError.notAnAddress("x"), "\"x\" is no address"),
        (.noSuchFeed("x"), "earshot feeds list"), (.noSuchBrand("x"), "earshot rules list"),
        (.memberExists("x"), "address x already"),
        (.noSuchMember("x"), "nobody with the address x"),
        (.deactivated("x"), "earshot staff activate x"),
        (.noSuchRun("7"), "earshot rescore --runs"),
        (.noSuchWord("x", language: "en"), "earshot lexicon corrections"),
        (.noSuchToken("x"), "earshot token list"), (.severalTokens("x", ids: ["7", "8"]), "7, 8"),
        (.notAnAddress("gopher://m:x@a.example/"), "gopher://***@a.example/"),
        (.noSuchFeed("https://a.example/?key=x"), "\"https://a.example/?key=***\""),
        (.demo, "earshot init"), (.realData, "--data-dir"),
        (.invalid(field: "zone", reason: "write one"), "zone: write one"),
    ])
    func `every error is a sentence that names what it is about`(
        error: AdministrationError,
        part: String
    ) {
        #expect(error.description.contains(part))
    }
}
