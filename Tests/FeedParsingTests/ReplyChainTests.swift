import Testing

@testable import FeedParsing

@Suite struct ReplyChainTests {
    @Test(arguments: [
        (
            "I agree.\n-----Original Message-----\nFrom: Mira\nIt broke.",
            "I agree.\n> -----Original Message-----\n> From: Mira\n> It broke."
        ),
        (
            "Stimmt.\nAm 2. März schrieb Mira\nMira schrieb:\nKaputt.",
            "Stimmt.\nAm 2. März schrieb Mira\nMira schrieb:\nKaputt."
        ),
        (
            "Yes.\nOn Mon, 2 Mar 2026, Mira Sol wrote:\nIt broke.\n> Older.",
            "Yes.\n> On Mon, 2 Mar 2026, Mira Sol wrote:\n> It broke.\n> Older."
        ),
        (
            "On Monday Mira wrote:\n> It broke.\nMine did too.",
            "On Monday Mira wrote:\n> It broke.\nMine did too."
        ),
        ("See below.\nBegin forwarded message:\nx", "See below.\n> Begin forwarded message:\n> x"),
        ("-- Ursprüngliche Nachricht --\nx", "> -- Ursprüngliche Nachricht --\n> x"),
        ("Den 2 mars skrev Mira:\nx", "Den 2 mars skrev Mira:\nx"),
        ("Den 2 mars, Mira skrev:\nx", "> Den 2 mars, Mira skrev:\n> x"),
    ])
    func `a message copied below an answer is marked line by line`(text: String, marked: String) {
        #expect(String(decoding: ReplyChain.marked(Array(text.utf8)), as: UTF8.self) == marked)
    }

    @Test(arguments: [
        "", "plain", "a list:\n- one\n- two", "On sale:\nkettles", "------------", "He wrote:\nx",
        "-----\nx", "On and on, he wrote: a lot\nx", "> On Monday Mira wrote:\nx",
    ])
    func `other text stays as it is`(text: String) {
        #expect(ReplyChain.marked(Array(text.utf8)) == Array(text.utf8))
    }

    @Test(arguments: [
        (
            "<p>Mira wrote:</p><blockquote>It broke.</blockquote>Mine too.",
            "> Mira wrote:\n> It broke.\nMine too."
        ),
        ("<p>So:</p><blockquote>It broke.</blockquote>", "So:\n> It broke."),
        (
            "Yes.<blockquote><cite>Mira wrote:</cite><p>It broke.</p></blockquote>",
            "Yes.\n> Mira wrote:\n> It broke."
        ),
        (
            "<div class=\"bbcode_quote\"><div>Mira said</div><div>It broke.</div></div>Mine too.",
            "> Mira said\n> It broke.\nMine too."
        ),
        (
            "<aside class=\"Quote no-group\"><div class=title>mira:</div><blockquote><p>It broke.</p></blockquote></aside><p>Mine too.</p>",
            "> mira:\n> > It broke.\nMine too."
        ),
        (
            "<div>Fine.</div><div class='gmail_quote'><div>On Monday Mira wrote:</div><div>x</div>",
            "Fine.\n> On Monday Mira wrote:\n> x"
        ),
        ("<div class='pull-quotes'>x</div>", "x"), ("<p data-quote='quote'>x</p>", "x"),
        ("<div class=quote/>x", "x"), ("</div><div class='quote'></div></div>x", "x"),
    ])
    func `the words of others in HTML are marked, with the line that names them`(
        html: String,
        text: String
    ) {
        #expect(PlainText(html: html).text == text)
    }

    @Test func `quotations inside quotations end where they should`() {
        let html =
            String(repeating: "<div class='quote'>a", count: 50)
            + String(repeating: "</div>b", count: 50) + "end"
        let text = PlainText(html: html).text
        #expect(text.hasPrefix("> a\n> > a\n> > > a\n"))
        #expect(text.hasSuffix("bend") || text.hasSuffix("\nend") || text.hasSuffix("b\nend"))
    }
}
