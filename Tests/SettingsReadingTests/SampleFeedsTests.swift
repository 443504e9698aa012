import EarshotModel
import Foundation
import Testing

@testable import SettingsReading

@Suite struct SampleFeedsTests {
    private static let now = Instant(rfc3339: "2026-03-02T09:00:00Z") ?? Instant(seconds: 0)
    private static let shipped = SampleFeeds(
        folder: TextFolder.checkout.appendingPathComponent("Feeds/samples")
    )

    private func folder(_ text: String) throws -> TextFolder {
        try TextFolder(["in/samples.yaml": "feeds:\n  - address: a.xml\n", "in/a.xml": text])
    }

    @Test(arguments: [
        ("<pubDate>@ago(5m)@</pubDate>", "<pubDate>Mon, 2 Mar 2026 08:55:00 +0000</pubDate>"),
        ("<updated>@ago(1d 2h 30m)@</updated>", "<updated>2026-03-01T06:30:00.000Z</updated>"),
        ("<dc:date>@ago(0s)@</dc:date>", "<dc:date>2026-03-02T09:00:00.000Z</dc:date>"),
        ("a)@b @ago(1d)@ c", "a)@b 2026-03-01T09:00:00.000Z c"),
        ("@ago(1s)@@ago(2s)@", "2026-03-02T08:59:59.000Z2026-03-02T08:59:58.000Z"),
        ("plain", "plain"),
    ])
    func `an age becomes the date of its place`(text: String, dated: String) throws {
        #expect(try SampleFeeds.dated(text, file: "a.xml", now: Self.now).hasPrefix(dated))
    }

    @Test(arguments: ["@ago()@", "@ago(soon)@", "@ago(1d", "@ago(1d)", "@ago(1x)@", "@ago(1d,2h)@"])
    func `an age that cannot be read is a mistake at its line`(age: String) {
        let error = #expect(throws: SettingsError.self) {
            try SampleFeeds.dated("<a>\n@ago(1m)@\n\(age)\n", file: "a.xml", now: Self.now)
        }
        #expect(error?.description == "a.xml:3: write an age as @ago(2d 3h 15m)@")
    }

    @Test func `the same moment gives the same feeds, byte for byte`() throws {
        let target = try TextFolder()
        #expect(
            try Self.shipped.render(into: target.url.appendingPathComponent("1"), now: Self.now)
        )
        #expect(
            try Self.shipped.render(into: target.url.appendingPathComponent("2"), now: Self.now)
        )
        for feed in try Self.shipped.feeds() {
            let text = try target.text(of: "1/\(feed.address)")
            #expect(try text == target.text(of: "2/\(feed.address)"))
            #expect(!text.contains("@ago"))
            #expect(text.contains("Mar 2026") || text.contains("2026-03"))
        }
    }

    @Test func `feeds that were rendered once stay as they are`() throws {
        let target = try TextFolder().url.appendingPathComponent("feeds")
        defer { try? FileManager.default.removeItem(at: target.deletingLastPathComponent()) }
        #expect(try Self.shipped.render(into: target, now: Self.now))
        let file = target.appendingPathComponent("forum.xml")
        let before = try Data(contentsOf: file)
        #expect(try !Self.shipped.render(into: target, now: Self.now + .days(3)))
        #expect(try Data(contentsOf: file) == before)
    }

    @Test func `a mistake in a sample leaves no half of them`() throws {
        let folder = try folder("<pubDate>@ago(never)@</pubDate>")
        let target = folder.url.appendingPathComponent("out")
        let samples = SampleFeeds(folder: folder.url.appendingPathComponent("in"))
        #expect(throws: SettingsError.self) { try samples.render(into: target, now: Self.now) }
        #expect(!FileManager.default.fileExists(atPath: target.path))
        try folder.write("<pubDate>@ago(1h)@</pubDate>", to: "in/a.xml")
        try folder.write("left by an interrupted start", to: "out.part/old.xml")
        #expect(try samples.render(into: target, now: Self.now))
        #expect(try FileManager.default.contentsOfDirectory(atPath: target.path) == ["a.xml"])
    }

    @Test func `a place that cannot be written is told`() throws {
        let folder = try folder("<a/>")
        try folder.write("a file where a folder belongs", to: "taken")
        let target = folder.url.appendingPathComponent("taken/feeds")
        let samples = SampleFeeds(folder: folder.url.appendingPathComponent("in"))
        let error = #expect(throws: SettingsError.self) {
            try samples.render(into: target, now: Self.now)
        }
        #expect(error?.description.contains("cannot be written there") == true)
    }

    @Test func `the shipped samples are of every kind that is not our own, and about known brands`()
        throws
    {
        let feeds = try Self.shipped.feeds()
        let kinds: Set<FeedKind> = [.forum, .review, .blog, .news, .social]
        #expect(kinds.isSubset(of: Set(feeds.map(\.kind))))
        #expect(feeds.count >= 12)
        let brands = Set(try BrandsFile.read(contentsOf: Self.shipped.brands).map(\.name))
        #expect(Set(feeds.compactMap(\.about)).isSubset(of: brands))
        #expect(FileManager.default.fileExists(atPath: Self.shipped.customers.path))
    }
}
