import Testing

@testable import RecordLinkage

@Suite struct OwnershipTests {
    private let words: AddressWords

    init() throws {
        words = try ShippedRules.rules().addressWords
    }

    @Test(arguments: [
        "find me at @jane", "Find me on Twitter at @jane", "I am also @jane",
        "also posting as @jane",
        "@jane is me", "@jane here.", "je suis @jane", "jag är @jane", "jestem @jane",
        "ik ben @jane",
        "sono @jane", "meu perfil: @jane", "ich bin @jane", "ako si @jane", "நான் @jane", "-- @jane",
    ])
    func `words around an address claim it`(text: String) throws {
        #expect(try ownership(text) == .claimed)
    }

    @Test(arguments: [
        "thanks to @jane", "thanks to @bob and @jane", "as @jane wrote", "as the user @jane wrote",
        "@jane said so", "@jane pointed out", "RT @jane", "rt bob: so true @jane", "cc @bob @jane",
        "laut @jane", "selon @jane", "según @jane", "secondo @jane", "volgens @jane",
        "segundo @jane", "enligt @jane", "według @jane", "menurut @jane", "salamat kay @jane",
        "நன்றி @jane", "> @jane", "thanks to i'm @jane said",
    ])
    func `words around an address give it to somebody else`(text: String) throws {
        #expect(try ownership(text) == .quoted)
    }

    @Test(arguments: [
        "@jane", "this is @jane", "thanks. @jane", "find me! @jane", "thanks to all\n@jane",
        "thanks to all of you, @jane", "@jane. Said nobody", "@jane\nsaid nobody",
    ])
    func `words of another sentence, or that are too far away, say nothing`(text: String) throws {
        #expect(try ownership(text) == .open)
    }

    @Test func `the longest words count: who posts as a handle owns it`() throws {
        #expect(try ownership("posting as @jane") == .claimed)
        #expect(try ownership("just as @jane") == .quoted)
    }

    @Test func `thanks reach a handful of people, not a crowd`() throws {
        let crowd = String(repeating: "@bob ", count: 40)
        #expect(try ownership("thanks to \(crowd) @jane") == .open)
    }

    /// Whose `@jane` is.
    private func ownership(_ text: String) throws -> Ownership {
        let tokens = try #require(TextTokens(text, words: words))
        let index = try #require(tokens.tokens.indices.first { tokens.string($0) == "@jane" })
        return Ownership(of: index, in: tokens, words: words)
    }
}
