import EarshotModel
import Testing

@testable import SettingsReading

@Suite struct FeedsFileWritingTests {
    @Test func `what is written is read back as it was`() throws {
        let feeds = [
            ListedFeed(address: "https://a.example/?q=%22x%22&y=#z", kind: .news),
            ListedFeed(
                address: "https://b.example/",
                kind: .review,
                title: "A: \"b\" # \u{1F600}",
                language: "no",
                about: "Yes",
                weight: 7
            ),
        ]
        #expect(try FeedsFile.read(FeedsFile.text(of: feeds), file: "f") == feeds)
    }
}
