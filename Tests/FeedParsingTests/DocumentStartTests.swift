import EarshotModel
import Testing

@testable import FeedParsing

@Suite struct DocumentStartTests {
    @Test(arguments: [
        ("<rss/>", 0, false), ("  \n<rss>", 3, false), ("\u{FEFF}<rss>", 3, false),
        ("<RSS version='2.0'>", 0, false),
        ("<?xml version='1.0'?><feed>", 21, false), ("<!-- <rss> --><feed>", 14, false),
        ("<?x <rss> ?><rdf:RDF>", 12, false), ("<!DOCTYPE rss SYSTEM 'x'><rss>", 25, false),
        ("<!DOCTYPE rss [<!ENTITY a '<rss>'>]><rss>", 36, false),
        ("<!DOCTYPE html><feed>", 15, false),
        ("junk <rss>", 5, true), ("<br><b>Warning</b> <rss>", 19, true), ("\0\0<rss>", 2, false),
        ("<atom:feed>", 0, false), ("<x:rss>", 0, false),
    ])
    func `a feed begins at its outermost element`(document: String, position: Int, hasJunk: Bool) {
        #expect(DocumentStart(of: Array(document.utf8)) == .feed(at: position, hasJunk: hasJunk))
    }

    @Test(arguments: [
        "<!DOCTYPE html><p>", "<html>", "<HTML lang=en>", " <!-- x --><html>",
        "<!doctype html><head><rss>",
        "<html><body><rss><channel></rss>", "<!DOCTYPE html>",
        "<html><script>'<feed xmlns=x>'</script>",
        "<?xml version='1.0'?><html><body><rss>", "<?xml version='1.0'?><html><p xmlns='x'><rss ",
    ])
    func `a web page is a page, whatever it shows`(document: String) {
        #expect(DocumentStart(of: Array(document.utf8)) == .html)
    }

    /// www.tablix.org/~avian/blog/atom.xml was a whole feed within a page of XHTML.
    @Test func `a page of XML may hold a whole feed`() throws {
        let page = """
            <?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html xmlns="http://www.w3.org/1999/xhtml"><body>
            <feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>a</title></entry></feed>
            </body></html>
            """
        let feed = try parse(page)
        #expect(feed.entries.map(\.title) == ["a"])
        #expect(feed.warnings == [.junkBefore])
    }

    @Test(arguments: [
        ("{}", nil), ("<a><b/>", "a"), ("<Error/>", "Error"), ("<1>", nil), ("<", nil),
        ("x<y", "y"), ("<!--", nil), ("<?", nil), ("<!DOCTYPE rss [", nil),
    ])
    func `anything else is named by its first element`(document: String, name: String?) {
        #expect(DocumentStart(of: Array(document.utf8)) == .other(name))
    }

    @Test(arguments: ["", " ", "\n\t\r ", "\u{FEFF} ", "\0\0\0"])
    func `white space is nothing`(document: String) {
        #expect(DocumentStart(of: Array(document.utf8)) == .empty)
    }

    @Test func `a feed is not looked for megabytes deep`() {
        let deep = String(repeating: "x", count: 300_000) + "<rss>"
        #expect(DocumentStart(of: Array(deep.utf8)) == .other(nil))
    }
}
