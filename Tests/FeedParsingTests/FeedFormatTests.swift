import Testing

@testable import FeedParsing

@Suite struct FeedFormatTests {
    @Test(arguments: [
        ("<rss><channel/></rss>", FeedFormat.rss), ("<RSS></RSS>", .rss),
        ("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>", .rdf),
        ("<RDF/>", .rdf),
        ("<feed xmlns='http://www.w3.org/2005/Atom'/>", .atom), ("<feed/>", .atom),
        ("<a:feed xmlns:a='http://www.w3.org/2005/Atom'></a:feed>", .atom), ("<atom:feed/>", .atom),
    ])
    func `a format is known by its outermost element`(document: String, format: FeedFormat) throws {
        #expect(try parse(document).format == format)
    }

    @Test(arguments: ["<x:rss/>", "<x:feed xmlns:x='http://unknown.example/'/>"])
    func `an element of another vocabulary is none`(document: String) {
        #expect(throws: FeedError.notAFeed(root: nil)) { try parse(document) }
    }

    @Test(arguments: FeedFormat.allCases)
    func `every format may begin with its own elements`(format: FeedFormat) {
        for root in format.vocabulary.roots {
            #expect(FeedFormat.mayBegin(with: String(root.split(separator: ":").last ?? "")))
        }
        #expect(!FeedFormat.mayBegin(with: "html"))
    }
}
