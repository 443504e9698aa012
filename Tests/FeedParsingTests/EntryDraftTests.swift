import EarshotModel
import Testing

@testable import FeedParsing

@Suite struct EntryDraftTests {
    @Test func `the fullest text is the text, and the next one the summary`() {
        var draft = EntryDraft()
        draft.fallbackSummary = html("fallback")
        #expect(draft.entry(keepsMarkup: true, site: nil).text == "fallback")
        draft.summary = html("summary")
        #expect(draft.entry(keepsMarkup: true, site: nil).text == "summary")
        draft.furtherSummary = html("further")
        var entry = draft.entry(keepsMarkup: true, site: nil)
        #expect(entry.text == "further" && entry.summary == "summary")
        draft.content = html("<b>content</b>")
        entry = draft.entry(keepsMarkup: true, site: nil)
        #expect(
            entry.text == "content" && entry.html == "<b>content</b>" && entry.summary == "summary"
        )
        entry = draft.entry(keepsMarkup: false, site: nil)
        #expect(entry.text == "content" && entry.html == nil && entry.summary == nil)
    }

    @Test func `a link is the publisher's own, else the entry's, else what comes close`() {
        var draft = EntryDraft()
        #expect(draft.entry(keepsMarkup: false, site: nil).link == nil)
        draft.externalLink = "https://e.example/"
        #expect(draft.entry(keepsMarkup: false, site: nil).link == "https://e.example/")
        draft.fallbackLink = "https://f.example/"
        #expect(draft.entry(keepsMarkup: false, site: nil).link == "https://f.example/")
        draft.guid = "https://g.example/"
        draft.hasPermalink = true
        #expect(draft.entry(keepsMarkup: false, site: nil).link == "https://g.example/")
        draft.isPermalink = false
        #expect(draft.entry(keepsMarkup: false, site: nil).link == "https://f.example/")
        draft.link = "https://l.example/"
        #expect(draft.entry(keepsMarkup: false, site: nil).link == "https://l.example/")
        #expect(draft.entry(keepsMarkup: false, site: nil).countingLink == nil)
        draft.originalLink = "https://o.example/"
        let entry = draft.entry(keepsMarkup: false, site: nil)
        #expect(entry.link == "https://o.example/" && entry.countingLink == "https://l.example/")
    }

    @Test func `relative addresses in mark-up count from the site where there is no base`() {
        var draft = EntryDraft()
        draft.content = html("<a href=x>y</a>")
        let entry = draft.entry(keepsMarkup: true, site: "https://a.example/b/")
        #expect(entry.html == "<a href=\"https://a.example/b/x\">y</a>")
    }

    @Test func `a publisher's own file stands in for the first one`() {
        var draft = EntryDraft()
        draft.originalEnclosure = "https://a.example/1.mp3"
        #expect(draft.entry(keepsMarkup: false, site: nil).attachments.isEmpty)
        draft.add(
            EntryAttachment(url: "https://count.example/1.mp3", mediaType: "audio/mpeg", size: 9)
        )
        draft.add(EntryAttachment(url: "https://a.example/2.mp3"))
        #expect(
            draft.entry(keepsMarkup: false, site: nil).attachments == [
                EntryAttachment(url: "https://a.example/1.mp3", mediaType: "audio/mpeg", size: 9),
                EntryAttachment(url: "https://a.example/2.mp3"),
            ]
        )
    }

    @Test func `nothing is kept twice, and no list grows without end`() {
        var draft = EntryDraft()
        for number in 0..<300 {
            draft.add(tag: "\(number / 2)")
            draft.add(EntryAttachment(url: "https://a.example/\(number / 2)"))
            draft.add(EntryAuthor(name: "\(number / 2)"), to: \.authors)
        }
        draft.add(EntryAuthor(), to: \.authors)
        #expect(draft.tags.count == 100 && Set(draft.tags).count == 100)
        #expect(draft.attachments.count == 50 && draft.authors.count == 50)
    }

    @Test func `a rating in mark-up comes before one in words`() {
        var draft = EntryDraft()
        draft.title = html("Kettle, 2/5")
        #expect(draft.entry(keepsMarkup: false, site: nil).rating?.value == 2)
        draft.rating = EntryRating(value: 4, lowest: 1, highest: 5)
        #expect(draft.entry(keepsMarkup: false, site: nil).rating?.value == 4)
    }

    private func html(_ text: String) -> TextConstruct {
        TextConstruct(bytes: Array(text.utf8), kind: .html, base: nil)
    }
}
