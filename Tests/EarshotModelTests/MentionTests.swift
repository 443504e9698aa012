import EarshotModel
import Testing

@Suite struct MentionTests {
    private func mention(_ spans: [TextSpan], brand: Int64 = 1) -> Mention {
        Mention(brand: Brand.ID(rawValue: brand), spans: spans, reason: "named \"Acme\"")
    }

    @Test func `mentions are told apart by brand and place`() {
        let title = TextSpan(field: .title, start: 0, end: 4)
        let text = TextSpan(field: .text, start: 0, end: 4)
        #expect(mention([title]) == mention([title]))
        #expect(mention([title]) != mention([text]))
        #expect(mention([title, text]) != mention([text, title]))
        #expect(mention([title]) != mention([title], brand: 2))
    }

    @Test func `a mention of a brand that is not named has no spans`() {
        #expect(mention([]).spans.isEmpty)
        #expect(mention([]).reason == "named \"Acme\"")
    }
}
