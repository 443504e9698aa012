import Testing

@testable import FeedParsing

@Suite struct LanguageTagTests {
    @Test(arguments: [
        ("en", "en"), (" de-AT\n", "de-AT"), ("pt_BR", "pt-BR"), ("zh-Hans-CN", "zh-Hans-CN"),
        ("es-419", "es-419"),
    ])
    func `a tag has hyphens`(text: String, tag: String) {
        #expect(LanguageTag.normalised(text) == tag)
    }

    @Test(arguments: [
        "", "e", "English (US)", "en-", "-en", "en--US", "toolonglanguage", "12", "en us", "日本",
    ])
    func `other text is no tag`(text: String) {
        #expect(LanguageTag.normalised(text) == nil)
    }
}
