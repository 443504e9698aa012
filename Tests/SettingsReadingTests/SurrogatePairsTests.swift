import Testing

@testable import SettingsReading

@Suite struct SurrogatePairsTests {
    @Test(arguments: [
        (#""\ud83d\ude42""#, "\"🙂\""), (#"a\uD83D\uDE42b\ud83d\ude42"#, "a🙂b🙂"),
        (#"\ud834\udd1e"#, "\u{1D11E}"),
    ])
    func `two halves become their sign`(text: String, joined: String) {
        #expect(SurrogatePairs.joined(in: text) == joined)
    }

    @Test(arguments: [
        "", "plain", #"\u00e5"#, #"\\ud83d\\ude42"#, #"\ud83d"#, #"\ud83dx"#, #"\ude42\ud83d"#,
        #"\ud83d\u0041"#, #"\ud83d\ude4"#, #"C:\users\dd"#, "\\", "🙂",
    ])
    func `anything else stays as it is`(text: String) {
        #expect(SurrogatePairs.joined(in: text) == text)
    }
}
