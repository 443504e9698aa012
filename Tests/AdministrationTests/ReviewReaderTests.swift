import EarshotModel
import Foundation
import SettingsReading
import Testing

@testable import Administration

@Suite struct ReviewReaderTests {
    private func entry(_ map: String, _ values: [String: String]) throws -> WrittenEntry? {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("earshot-map-\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = "columns: {text: text, rating: rating, date: date, author: [who, nick]}\n" + map
        try Data(text.utf8).write(to: folder)
        let reader = ReviewReader(map: try ImportMap.read(contentsOf: folder))
        return try reader.entry(of: ReviewRecord(line: 1) { values[$0] })
    }

    @Test(arguments: [
        ("dates: day_first", "3/10/2026 14:30", "2026-10-03T14:30:00.000Z"),
        ("dates: month_first", "3/10/2026, 2:30 PM", "2026-03-10T14:30:00.000Z"),
        ("dates: day_first", "03.10.2026", "2026-10-03T00:00:00.000Z"),
        ("dates: day_first", "2026-10-03", "2026-10-03T00:00:00.000Z"),
        ("dates: milliseconds", "1791037800000", "2026-10-03T14:30:00.000Z"),
        ("dates: seconds", "1791037800", "2026-10-03T14:30:00.000Z"),
        ("", "Oct 3, 2026 14:30", "2026-10-03T14:30:00.000Z"),
        ("", "2026-10-03T16:30:00+02:00", "2026-10-03T14:30:00.000Z"),
    ])
    func `a date is read as the map says`(map: String, written: String, moment: String) throws {
        let found = try entry(map, ["text": "x", "date": written])
        #expect(found?.published?.rfc3339 == moment)
    }

    @Test(arguments: [
        ("dates: day_first", "3/13/2026"), ("dates: milliseconds", "2026-10-03"), ("", "soon"),
        ("", "3/10/2026"), ("dates: month_first", "13/3/2026"),
    ])
    func `a date that is none, or may be two, is a mistake and never now`(
        map: String,
        written: String
    ) {
        #expect(throws: ReviewProblem.self) { try entry(map, ["text": "x", "date": written]) }
    }

    @Test(arguments: [
        ("", "4", "★★★★☆"), ("", "4.0", "★★★★☆"), ("", "4,5", "9/10"), ("", "5 of 5", "★★★★★"),
        ("rating_scale: 10", "7", "7/10"), ("rating_scale: 100", "64", "6/10"),
        ("rating_words: [ONE, TWO, THREE, FOUR, FIVE]", "two", "★★☆☆☆"),
        ("rating_words: [bad, good]", "good", "10/10"),
    ])
    func `a rating becomes what the judge reads`(map: String, written: String, shown: String) throws
    {
        #expect(try entry(map, ["text": "x", "rating": written])?.text == "\(shown)\nx")
    }

    @Test(arguments: ["0", "6", "many", "-1"])
    func `a rating out of its scale is a mistake`(written: String) {
        #expect(throws: ReviewProblem.self) { try entry("", ["text": "x", "rating": written]) }
    }

    @Test func `the first column that is filled counts`() throws {
        let found = try entry("language: sv", ["text": " x ", "who": " ", "nick": "Mira"])
        #expect(found?.author.name == "Mira")
        #expect(found?.text == "x")
        #expect(found?.language == "sv")
        #expect(found?.published == nil)
    }

    @Test(arguments: [
        ("2026-03-02 14:30", true), ("March 2, 2026", true), ("2/3/2026", false), ("x", false),
    ])
    func `a typed date is read when it is one day`(text: String, isRead: Bool) {
        #expect((Instant(writtenDate: text) != nil) == isRead)
    }
}
