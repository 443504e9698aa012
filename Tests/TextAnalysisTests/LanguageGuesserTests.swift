import Testing

@testable import TextAnalysis

@Suite struct LanguageGuesserTests {
    private static let guesser = LanguageGuesser(samples: [
        .init(
            language: "en",
            frequent: ["the", "and", "is", "not", "with", "this"],
            others: ["service", "friendly", "terribl*", "weather"]
        ),
        .init(
            language: "sv",
            frequent: ["och", "är", "inte", "det", "med", "som"],
            others: ["tjänst", "vänlig", "hemsk*", "väder"]
        ),
        .init(language: "ta", frequent: ["naan", "romba"], others: ["நல்ல", "padam"]),
    ])

    @Test(arguments: [
        ("The service is not friendly", "en"), ("Det är inte vänligt", "sv"),
        ("tjänsten var hemsk", "sv"), ("padam romba nalla", "ta"), ("நல்ல service", "ta"),
        ("#inte @som the", "en"), ("THE AND", "en"), ("Det the är", "sv"),
    ])
    func `words, letters and script tell the language`(text: String, language: String) {
        #expect(Self.guesser.language(of: text) == language)
    }

    @Test(arguments: ["", "12 :)", "xyzzy", "привет", "中文"])
    func `where nothing speaks for a language of ours none is named`(text: String) {
        #expect(Self.guesser.language(of: text) == nil)
    }

    @Test func `a hint decides where the text says little and yields where it says much`() {
        #expect(Self.guesser.language(of: "xyzzy", hint: "sv") == "sv")
        #expect(Self.guesser.language(of: "Acme", hint: "en") == "en")
        #expect(Self.guesser.language(of: "och det är inte med som", hint: "en") == "sv")
        #expect(Self.guesser.language(of: "xyzzy", hint: "fi") == nil)
    }

    /// Two languages that share most of their words and spellings.
    private static let alike = LanguageGuesser(samples: [
        .init(language: "en", frequent: ["is"], others: ["terrible", "service", "kettle"]),
        .init(language: "fr", frequent: ["est"], others: ["terrible", "service", "t'es"]),
        .init(language: "sv", frequent: ["är"], others: ["hemsk*", "tjänst"]),
    ])

    @Test(arguments: [
        ("Terrible!", nil, "en"), ("Terrible!", "fr", "fr"), ("Terrible!", "sv", "sv"),
        ("Terrible kettle", nil, "en"), ("Service, t'es terrible", nil, "fr"),
        ("T terrible", nil, "en"), ("Tjänst", nil, "sv"),
    ])
    func `few letters that speak for several go by the hint, by own words, or are the usual`(
        text: String,
        hint: String?,
        language: String
    ) {
        #expect(Self.alike.language(of: text, hint: hint, usual: "en") == language)
    }

    @Test func `one language alone is no choice`() {
        let guesser = LanguageGuesser(samples: [.init(language: "en", frequent: [], others: [])])
        #expect(guesser.language(of: "the") == nil)
        #expect(LanguageGuesser(samples: []).language(of: "the", hint: "en") == nil)
    }

    @Test func `no more than the first part of a long text is read`() {
        let text = "och det är inte " + String(repeating: "x", count: 5000) + " the and is not with"
        #expect(Self.guesser.language(of: text) == "sv")
        let long = String(repeating: "the ", count: 1_000_000)
        #expect(Self.guesser.language(of: long) == "en")
    }
}
