import EarshotModel
import Foundation
import Testing

@testable import SettingsReading

@Suite struct FeedListTests {
    @Test(arguments: [
        "https://a.example/\nhttps://b.example/\n",
        "feeds:\n  - address: https://a.example/\n  - address: https://b.example/\n",
        "\u{FEFF}<?xml version=\"1.0\"?>\n<opml><body><outline xmlUrl=\"https://a.example/\"/>"
            + "<outline xmlUrl=\"https://b.example/\"/></body></opml>",
    ])
    func `a list is read whatever its form`(text: String) throws {
        let folder = try TextFolder(["list": text])
        let list = try FeedsFile.list(contentsOf: folder.url.appendingPathComponent("list"))
        #expect(list.rows.map(\.feed.address) == ["https://a.example/", "https://b.example/"])
        #expect(list.mistakes.isEmpty)
    }

    @Test(arguments: [
        "<opml><body/></opml>", "feeds: []", "https://a.example/ x\nhttps://b.example/",
    ])
    func `a file without a usable feed is a mistake as a whole`(text: String) throws {
        let folder = try TextFolder(["list": text])
        #expect(throws: SettingsError.self) {
            try FeedsFile.list(contentsOf: folder.url.appendingPathComponent("list"))
        }
    }

    @Test func `a file that is missing is told`() throws {
        let folder = try TextFolder()
        let error = #expect(throws: SettingsError.self) {
            try FeedsFile.list(contentsOf: folder.url.appendingPathComponent("none"))
        }
        #expect(error?.description.hasSuffix("there is no such file") == true)
    }

    @Test func `the shipped starter lists are whole`() throws {
        let folder = TextFolder.checkout.appendingPathComponent("Feeds/starters")
        for kind in FeedKind.allCases where kind != .own {
            let file = folder.appendingPathComponent("\(kind.rawValue).opml")
            let list = try FeedsFile.list(contentsOf: file)
            #expect(list.mistakes.isEmpty)
            #expect(list.rows.count >= 3)
            #expect(list.rows.allSatisfy { $0.feed.kind == kind && $0.feed.title != nil })
        }
    }
}
