import EarshotModel
import Foundation
import Testing

@testable import FeedParsing

@Suite struct Base64TextTests {
    @Test func `whatever was encoded comes back`() {
        var generator = SeededGenerator(seed: 41)
        for length in 0..<200 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let encoded = Data(bytes).base64EncodedString()
            #expect(Base64Text.decoded(Array(encoded.utf8)) == bytes)
            let inLines = encoded.enumerated().map { $0 % 7 == 6 ? "\($1)\r\n " : "\($1)" }.joined()
            #expect(Base64Text.decoded(Array(inLines.utf8)) == bytes)
        }
    }

    @Test(arguments: [("YQ", "a"), ("YQ==", "a"), ("Pz8_", "???"), ("Pj4-", ">>>"), ("  ", "")])
    func `padding may be missing and the alphabet may be that of addresses`(
        encoded: String,
        text: String
    ) {
        #expect(Base64Text.decoded(Array(encoded.utf8)) == Array(text.utf8))
    }

    @Test(arguments: ["a", "YWJjZ", "a!bc", "<p>x</p>"])
    func `anything else is none`(text: String) {
        #expect(Base64Text.decoded(Array(text.utf8)) == nil)
    }

    @Test func `a text of Atom 0·3 in base64 is read`() throws {
        let html = Data("<p>caf\u{E9} &amp; <a href='/x'>tea</a></p>".utf8).base64EncodedString()
        let feed = try parse(
            """
            <feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:base="https://a.example/">
            <title mode="base64" type="text/plain">bmV3cw==</title>
            <entry><title>t</title><content mode="base64" type="text/html">\(html)</content></entry>
            <entry><title mode="base64">not base64!</title></entry></feed>
            """,
            keepsMarkup: true
        )
        #expect(feed.title == "news")
        #expect(feed.entries.first?.text == "café & tea")
        #expect(
            feed.entries.first?.html == "<p>café &amp; <a href=\"https://a.example/x\">tea</a></p>"
        )
        #expect(feed.entries.last?.title == "not base64!")
    }
}
