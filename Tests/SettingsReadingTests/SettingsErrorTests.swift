import Testing

@testable import SettingsReading

@Suite struct SettingsErrorTests {
    @Test func `a mistake names file, line, key and remedy, as far as they are known`() {
        let whole = SettingsMistake(
            file: "e.yaml",
            line: 12,
            key: "poll.slots",
            sentence: "write one"
        )
        #expect(whole.description == "e.yaml:12: poll.slots: write one")
        let bare = SettingsMistake(file: "e.yaml", line: nil, key: "", sentence: "no such file")
        #expect(bare.description == "e.yaml: no such file")
        #expect(SettingsError([whole, bare]).description == "\(whole)\n\(bare)")
    }

    @Test func `a mistake of another reader keeps its place`() {
        let rule = SettingsMistake(
            parsing: "en/lexicon.tsv:41: the weight \"x\" is none",
            file: nil
        )
        #expect((rule.file, rule.line) == ("en/lexicon.tsv", 41))
        #expect(rule.sentence == "the weight \"x\" is none")
        let whole = SettingsMistake(parsing: "en/lexicon.tsv: it is missing", file: nil)
        #expect(
            (whole.file, whole.line, whole.sentence) == ("en/lexicon.tsv", nil, "it is missing")
        )
        let strange = SettingsMistake(parsing: "the disk burns", file: nil)
        #expect(strange.description == "the disk burns")
        let known = SettingsMistake(parsing: "listen: no", file: "e.yaml")
        #expect(known.description == "e.yaml: listen: no")
    }
}
