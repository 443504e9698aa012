import Administration
import Testing

@Suite struct AdministrationErrorTests {
    @Test(arguments: [
        (AdministrationError.notAnAddress("x"), "\"x\" is no address"),
        (.noSuchFeed("x"), "earshot feeds list"), (.noSuchBrand("x"), "earshot rules list"),
        (.memberExists("x"), "address x already"),
        (.noSuchMember("x"), "nobody with the address x"),
        (.invalid(field: "zone", reason: "write one"), "zone: write one"),
    ])
    func `every error is a sentence that names what it is about`(
        error: AdministrationError,
        part: String
    ) {
        #expect(error.description.contains(part))
    }
}
