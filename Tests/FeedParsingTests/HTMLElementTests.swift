import Testing

@testable import FeedParsing

@Suite struct HTMLElementTests {
    @Test(arguments: [
        ("b", HTMLElement.inline), ("SPAN", .inline), ("p", .block), ("Div", .block),
        ("h6", .block),
        ("br", .lineBreak), ("blockquote", .quotation), ("PRE", .preformatted), ("td", .cell),
        ("figcaption", .block), ("frameset", .inline),
    ])
    func `a name in any case is an element`(name: String, element: HTMLElement) {
        #expect(HTMLElement(Array(name.utf8)[...]) == element)
    }

    @Test(arguments: ["script", "STYLE", "head", "template", "iframe", "svg", "textarea"])
    func `what is not shown is hidden, each by its own name`(name: String) throws {
        guard case .hidden = try #require(HTMLElement(Array(name.utf8)[...])) else {
            Issue.record("\(name) is shown")
            return
        }
        #expect(HTMLElement(Array(name.utf8)[...]) != HTMLElement(Array("title".utf8)[...]))
    }

    @Test(arguments: ["", "x", "Entry", "divv", "blockquotes", "é", "string"])
    func `any other name is none`(name: String) {
        #expect(HTMLElement(Array(name.utf8)[...]) == nil)
    }
}
