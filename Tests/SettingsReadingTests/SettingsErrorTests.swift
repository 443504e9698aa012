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
}
