import EarshotModel
import Foundation
import SettingsReading
import Testing

@testable import Administration

@Suite struct ReviewFileTests {
    private static let maps = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Feeds/imports").standardizedFileURL

    private func read(_ text: String, _ map: String, as encoding: String.Encoding = .utf8) throws
        -> ReviewFile
    {
        let data = try #require(text.data(using: encoding))
        return try ReviewFile(data, file: "f", through: ImportMap.find(map, in: Self.maps))
    }

    @Test func `the CSV of Trustpilot is read`() throws {
        let file = try read(
            """
            Review Id,Review Created (UTC),Review Username,Review Title,Review Content,Review Stars
            r1,2026-02-27 10:15:00,Mira Sol,Leaks,"It leaks, and ""nobody"" answers.
            Never again.",1
            r2,2026-02-28 08:00:00,Noor Bay,Great,Boils fast.,5
            """,
            "trustpilot"
        )
        #expect(file.mistakes.isEmpty)
        #expect(file.rows.map(\.line) == [2, 4])
        let first = try #require(file.rows.first?.entry)
        #expect(first.id == "r1")
        #expect(first.title == "Leaks")
        #expect(first.text == "★☆☆☆☆\nIt leaks, and \"nobody\" answers.\nNever again.")
        #expect(first.author == EntryAuthor(name: "Mira Sol"))
        #expect(first.published?.rfc3339 == "2026-02-27T10:15:00.000Z")
    }

    @Test(arguments: [
        String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian, .utf8,
    ])
    func `the UTF-16 of the Play Console is read, and ratings without a word are counted`(
        encoding: String.Encoding
    ) throws {
        let mark = encoding == .utf16BigEndian ? "\u{FEFF}" : ""
        let file = try read(
            mark + """
                Package Name,Reviewer Language,Review Submit Date and Time,Star Rating,\
                Review Title,Review Text,Review Link
                com.example.app,ta,2026-02-27T10:15:00Z,2,,மோசமான சேவை,https://play.example/r/1
                com.example.app,pt_BR,2026-02-28T10:15:00Z,5,,,https://play.example/r/2
                """,
            "play-console",
            as: encoding
        )
        #expect(file.rows.count == 1)
        #expect(file.withoutText == 1)
        #expect(file.rows.first?.entry.text == "★★☆☆☆\nமோசமான சேவை")
        #expect(file.rows.first?.entry.language == "ta")
        #expect(file.rows.first?.entry.link == "https://play.example/r/1")
    }

    @Test func `the JSON of Google Business Profile is read`() throws {
        let file = try read(
            """
            {"reviews": [
              {"reviewId": "g1", "reviewer": {"displayName": "Mira Sol"}, "starRating": "FOUR",
               "comment": "Quick and kind.", "createTime": "2026-02-27T10:15:00.123Z"},
              {"reviewId": "g2", "starRating": "ONE", "createTime": "2026-02-27T10:15:00Z"}
            ]}
            """,
            "google-business"
        )
        #expect(file.withoutText == 1)
        #expect(file.rows.first?.entry.text == "★★★★☆\nQuick and kind.")
        #expect(file.rows.first?.entry.author.name == "Mira Sol")
    }

    @Test func `the JSON of App Store Connect is read`() throws {
        let file = try read(
            """
            {"data": [{"type": "customerReviews", "id": "0-1", "attributes": {"rating": 3,
             "title": "Fine", "body": "It works.", "reviewerNickname": "noor",
             "createdDate": "2026-02-27T10:15:00-08:00", "territory": "USA"}}]}
            """,
            "app-store-connect"
        )
        let entry = try #require(file.rows.first?.entry)
        #expect(entry.id == "0-1")
        #expect(entry.text == "★★★☆☆\nIt works.")
        #expect(entry.published?.rfc3339 == "2026-02-27T18:15:00.000Z")
    }

    @Test(arguments: [
        "id;text;stars\n1;It leaks;2\n", "id\ttext\tstars\r\n1\tIt leaks\t2\r\n",
        "ID,Text,Stars\n1,It leaks,2", "{\"id\":1,\"text\":\"It leaks\",\"stars\":2}\n",
        "{\"id\":\"0\",\"stars\":5}\n{\"id\":\"1\",\"text\":\"It leaks\",\"stars\":\"2\"}\n\n",
        "[{\"id\":1,\"text\":\"It leaks\",\"stars\":2}]",
    ])
    func `a table of one's own is read whatever separates its columns`(text: String) throws {
        let file = try read(text, "plain")
        #expect(file.rows.map(\.entry.id) == ["1"])
        #expect(file.rows.map(\.entry.text) == ["★★☆☆☆\nIt leaks"])
    }

    @Test func `rows that cannot be used are told with their lines, the others are read`() throws {
        let file = try read(
            """
            id,text,rating,date
            1,Good,6,2026-02-27
            2,Good,5,tomorrow
            3,Good,5,27/2/2026
            4,,,2026-02-27
            5,Good,4.5,2026-02-27
            5,Other,4,2026-02-27
            5,Good,4.5,2026-02-27
            """,
            "plain"
        )
        #expect(
            file.mistakes == [
                "f:2: \"6\" is no rating from 1 to 5",
                "f:3: \"tomorrow\" is no date that can be read",
                "f:4: \"27/2/2026\" may be two days; the map must say dates: day_first or "
                    + "month_first",
                "f:5: there is no text", "f:7: \"5\" stands in line 6 with another text",
            ]
        )
        #expect(file.rows.map(\.entry.text) == ["9/10\nGood", "9/10\nGood"])
    }

    @Test(arguments: [
        ("", "its header has no column \"text\" or \"title\""),
        ("a,b\n1,2\n", "is it an export of By hand?"),
        ("text\n\"open\n", "never closed"), ("{\"text\":\"a\"}\n{\n", "the line is no JSON"),
    ])
    func `a file that is none is told as a whole`(text: String, part: String) throws {
        let error = #expect(throws: ReviewFileError.self) { try read(text, "plain") }
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
    }

    @Test func `a file in another encoding, or none, is told`() throws {
        let map = try ImportMap.find("plain", in: Self.maps)
        #expect(throws: ReviewFileError.self) {
            try ReviewFile(Data([0x74, 0xE9, 0x78, 0x74]), file: "f", through: map)
        }
        #expect(throws: ReviewFileError.self) {
            try ReviewFile(contentsOf: Self.maps.appendingPathComponent("none"), through: map)
        }
    }
}
