import EarshotModel
import Testing

@testable import FeedParsing

@Suite struct FeedDraftTests {
    @Test func `authors are inherited, editors are not`() {
        var draft = FeedDraft()
        draft.add(EntryAuthor(name: "Editor"), to: \.editors)
        #expect(
            draft.inheritedAuthors.isEmpty && described(draft).authors.map(\.name) == ["Editor"]
        )
        draft.add(EntryAuthor(name: "Show"), to: \.fallbackAuthors)
        #expect(draft.inheritedAuthors.map(\.name) == ["Show"])
        draft.add(EntryAuthor(name: "Mira"), to: \.authors)
        draft.add(EntryAuthor(name: "Mira"), to: \.authors)
        #expect(described(draft).authors.map(\.name) == ["Mira"])
    }

    @Test(
        arguments: [
            (nil, nil, nil, nil), (30, nil, nil, Duration.minutes(30)),
            (nil, Duration.days(1), nil, .days(1)), (nil, .days(1), 4, .hours(6)),
            (30, .hours(1), 4, .minutes(30)), (10, .hours(1), 4, .minutes(15)),
        ] as [(Int?, Duration?, Int?, Duration?)]
    )
    func `the longer wish for a pause counts`(
        minutes: Int?,
        period: Duration?,
        frequency: Int?,
        interval: Duration?
    ) {
        var draft = FeedDraft()
        draft.minutesToLive = minutes
        draft.updatePeriod = period
        draft.updateFrequency = frequency
        #expect(described(draft).hints.interval == interval)
    }

    @Test func `the feed's own texts come before fallbacks, and hubs are few`() {
        var draft = FeedDraft()
        draft.fallbackTitle = TextConstruct(bytes: Array("b".utf8), kind: .plain, base: nil)
        draft.fallbackSummary = TextConstruct(bytes: Array("c".utf8), kind: .plain, base: nil)
        #expect(described(draft).title == "b" && described(draft).description == "c")
        draft.title = TextConstruct(bytes: Array("a".utf8), kind: .plain, base: nil)
        draft.summary = TextConstruct(bytes: Array("<b>d</b>".utf8), kind: .html, base: nil)
        #expect(described(draft).title == "a" && described(draft).description == "d")
        for number in 0..<20 { draft.add(hub: "https://hub.example/\(number)") }
        #expect(described(draft).hubs.count == 10)
    }

    private func described(_ draft: FeedDraft) -> ParsedFeed {
        var feed = ParsedFeed(format: .rss)
        draft.describe(&feed)
        return feed
    }
}
