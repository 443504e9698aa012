import EarshotModel
import Testing

@testable import SettingsReading

@Suite struct FeedsFileTests {
    private func mistakes(in text: String) -> [String] {
        do {
            _ = try FeedsFile.read(text, file: "f")
            return []
        } catch {
            return error.mistakes.map(\.description)
        }
    }

    @Test(arguments: [
        "https://a.example/feed\nhttp://b.example/\n",
        "# ours\r\n\r\nhttps://a.example/feed\r\n  http://b.example/  \r\n",
        "https://a.example/feed\n\n# the other\nhttp://b.example/",
    ])
    func `an address a line is a list`(text: String) throws {
        let feeds = try FeedsFile.read(text, file: "f")
        #expect(feeds.map(\.address) == ["https://a.example/feed", "http://b.example/"])
        #expect(feeds.allSatisfy { $0.kind == .blog && $0.title == nil && $0.about == nil })
    }

    @Test func `a list of addresses tells every line that is none`() {
        let text =
            "HTTPS://a.example/feed\nb.example/feed\n\nfile:/srv/c.xml\nhttps://d.example/ x\n"
        #expect(
            mistakes(in: text) == [
                "f:2: \"b.example/feed\" is no address; write one that begins with https://",
                "f:5: \"https://d.example/ x\" is no address; write one that begins with https://",
            ]
        )
    }

    @Test func `YAML tells more of each feed`() throws {
        let text = """
            feeds:
              - address: https://a.example/feed
                kind: review
                title: Reviews
                language: en
                about: Brontavia
                weight: 40
              - {address: file:/srv/feeds/b.xml}
            """
        let feeds = try FeedsFile.read(text, file: "f")
        #expect(
            feeds == [
                ListedFeed(
                    address: "https://a.example/feed",
                    kind: .review,
                    title: "Reviews",
                    language: "en",
                    about: "Brontavia",
                    weight: 40
                ),
                ListedFeed(
                    address: "file:/srv/feeds/b.xml",
                    kind: .blog,
                    title: nil,
                    language: nil,
                    about: nil,
                    weight: 0
                ),
            ]
        )
    }

    @Test func `YAML tells all mistakes with line and key`() {
        let text = """
            feeds:
              - kind: blog
              - address: https://a.example/
                kind: podcast
                titel: A
              - https://b.example/
            """
        #expect(
            mistakes(in: text) == [
                "f:2: feeds[1].address: a feed needs an address",
                "f:4: feeds[2].kind: \"podcast\" is none of \(kinds)",
                "f:5: feeds[2].titel: there is no such key; did you mean \"title\"?",
                "f:6: feeds[3]: write keys and values here",
            ]
        )
    }

    @Test(arguments: ["", "# nothing\n", "feeds: []\n"])
    func `a file without a feed is a mistake`(text: String) {
        #expect(mistakes(in: text).count == 1)
        #expect(mistakes(in: text).first?.contains("there is no feed in it") == true)
    }

    @Test func `a hundred thousand addresses are read in one go`() throws {
        let text = (0..<100_000).map { "https://h\($0).example/feed\n" }.joined()
        #expect(try FeedsFile.read(text, file: "f").count == 100_000)
    }

    private var kinds: String { FeedKind.allCases.map(\.rawValue).joined(separator: ", ") }
}
