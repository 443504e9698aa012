import Testing

@testable import TextAnalysis

@Suite struct SpellingTests {
    private func shape(_ kinds: [ByteKind]) -> Word.Shape {
        var spelling = Spelling()
        for kind in kinds { spelling.add(kind) }
        return spelling.shape
    }

    @Test(
        arguments: [
            ([.lower, .lower], Word.Shape.lower), ([.upper, .lower], .capitalised),
            ([.upper, .upper], .upper), ([.upper], .capitalised), ([.lower, .upper], .other),
            ([.upper, .lower, .upper], .other), ([.digit], .other), ([.foreign], .other),
            ([], .other),
            ([.upper, .digit, .upper], .upper), ([.digit, .lower], .lower),
            ([.digit, .upper], .other),
            ([.foreign, .upper, .upper], .other), ([.foreign, .lower], .lower),
        ] as [([ByteKind], Word.Shape)]
    )
    func `capitals, small letters and digits make the shape`(kinds: [ByteKind], shape: Word.Shape) {
        #expect(self.shape(kinds) == shape)
    }

    @Test(arguments: [
        ("é", ByteKind.lower), ("É", .upper), ("ǅ", .upper), ("٣", .digit), ("漢", .foreign),
        ("ß", .lower), ("א", .foreign), ("Ж", .upper),
    ])
    func `letters outside ASCII count by their case`(text: String, kind: ByteKind) throws {
        let scalar = try #require(text.unicodeScalars.first)
        #expect(ByteKind(FoldedScalar(scalar.value)) == kind)
    }
}
