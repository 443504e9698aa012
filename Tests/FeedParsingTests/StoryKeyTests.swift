import EarshotModel
import Testing

@testable import FeedParsing

@Suite struct StoryKeyTests {
    private func key(_ link: String?, _ title: String, _ text: String, at second: Int64?) -> String?
    {
        let entry = Entry(
            identity: "guid:\(text)",
            link: link,
            title: title,
            text: text,
            published: second.map { Instant(seconds: $0) }
        )
        return StoryKey(of: entry)?.description
    }

    @Test func `one story has one key, whole or as an excerpt, whoever counts its readers`() {
        let whole = key("https://a.example/1", "Title", "The whole text.", at: 9)
        #expect(whole == key("http://a.example/1?utm_source=feed", "Title", "The whole …", at: 9))
    }

    @Test func `a date in thousandths and the same in seconds are of one story`() {
        let keys = [Int64(9000), 9002].map { thousandths in
            StoryKey(
                of: Entry(
                    identity: "guid:\(thousandths)",
                    link: "https://a.example/1",
                    title: "Title",
                    text: "Text",
                    published: Instant(rawValue: thousandths)
                )
            )
        }
        #expect(keys[0] == keys[1])
    }

    @Test func `other pages, titles and dates are other stories, and no page is none`() {
        let keys = [
            key("https://a.example/1", "Title", "Text", at: 9),
            key("https://a.example/2", "Title", "Text", at: 9),
            key("https://a.example/1", "Re: Title", "Text", at: 9),
            key("https://a.example/1", "Title", "Text", at: 10),
            key("https://a.example/1", "Title", "Text", at: nil),
            key("https://a.example/1", "Title", "Another", at: nil),
            key("https://a.example/1", "", "Text", at: 9),
            key("https://a.example/1", "", "Another", at: 9),
        ]
        #expect(Set(keys.compactMap(\.self)).count == keys.count)
        #expect(key(nil, "Title", "Text", at: 9) == nil)
    }
}
