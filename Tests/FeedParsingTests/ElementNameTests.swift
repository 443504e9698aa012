import Testing

@testable import FeedParsing

@Suite struct ElementNameTests {
    @Test(arguments: [
        ("title", nil, nil, "title"), ("pubDate", nil, nil, "pubdate"),
        ("creator", "dc", nil, "dc:creator"),
        ("creator", "x", "http://purl.org/dc/elements/1.1/", "dc:creator"),
        ("creator", "x", "http://purl.org/DC/elements/1.1", "dc:creator"),
        ("Encoded", "c", "http://purl.org/rss/1.0/modules/content/", "content:encoded"),
        ("entry", nil, "http://www.w3.org/2005/Atom", "atom:entry"),
        ("entry", "a", " http://www.w3.org/2005/Atom/# ", "atom:entry"),
        ("RDF", "r", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:rdf"),
        ("item", nil, "http://purl.org/rss/1.0/", "item"),
        ("item", nil, "http://backend.userland.com/rss2", "item"),
        ("thumbnail", "media", "http://unknown.example/", "media:thumbnail"),
        ("content", "x", "http://search.yahoo.com/mrss/", "media:content"),
        ("title", nil, "", "title"),
    ])
    func `a name has the canonical prefix of its namespace`(
        local: String,
        prefix: String?,
        namespace: String?,
        name: String
    ) {
        #expect(ElementName(local: local, prefix: prefix, namespace: namespace).text == name)
    }
}
