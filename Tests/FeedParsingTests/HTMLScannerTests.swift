import Testing

@testable import FeedParsing

@Suite struct HTMLScannerTests {
    @Test(arguments: [
        ("a<b>c</b>d", "a|<b>|c|</b>|d"),
        ("<br/>x", "<br/>|x"),
        ("<a b='>' c=\">\">x", "<a>|x"),
        ("<a b=x>y", "<a>|y"),
        ("<a b='open>x", "<a>|x"),
        ("<p<b>x", "<p>|<b>|x"),
        ("a<!-- <b> -->c", "a|c"),
        ("a<!-->b-->c", "a|b-->c"),
        ("a<!--->b", "a|b"),
        ("a<!-- open >b<!-- again >c", "a|b|c"),
        ("a<!DOCTYPE html>b", "a|b"),
        ("a<?php x ?>b", "a|b"),
        ("a<![CDATA[b", "a|<![CDATA[b"),
        ("a<![CDATA[b<i>c]]>d", "a|b|<i>|c|d"),
        ("<![CDATA[]]>x<![CDATA[y]]>", "x|y"),
        ("<![CDATA[<a b=']]>'>c", "<a>|c"),
        ("a<!DOCTYPE", "a|<!DOCTYPE"),
        ("a<!--", "a"),
        ("a<!-- b <i", "a"),
        ("1 < 2", "1 |< 2"),
        ("</ x>", "</ x>"),
        ("<", "<"),
        ("x<a", "x|<a"),
        ("x<a <b>y", "x|<a>|<b>|y"),
        ("<A HREF=x>", "<A>"),
    ])
    func `text and tags follow one another`(html: String, tokens: String) {
        var scanner = HTMLScanner(Array(html.utf8))
        var seen: [String] = []
        while let token = scanner.next() { seen.append(written(token, scanner.bytes)) }
        #expect(seen.joined(separator: "|") == tokens)
    }

    @Test(arguments: [
        ("<a href=x>", "href=x"), ("<a HREF='x y'>", "href=x y"), ("<a b=\"c&amp;d\">", "b=c&d"),
        ("<a b c=1>", "b=,c=1"), ("<a b = 'c'>", "b=c"), ("<a b=>", "b="), ("<a/b=c/>", "b=c/"),
        ("<a b='open>", "b=open"), ("<a b=\"x\"c=\"y\">", "b=x,c=y"), ("<a =b>", "=b="),
        ("<a b=javascript&colon;x>", "b=javascript:x"), ("<a>", ""),
    ])
    func `attributes have names in small letters and resolved values`(html: String, list: String) {
        var scanner = HTMLScanner(Array(html.utf8))
        guard case .start(let tag)? = scanner.next() else {
            Issue.record("\(html) begins with no tag")
            return
        }
        let seen = scanner.attributes(of: tag).map { "\($0.name)=\($0.value)" }
        #expect(seen.joined(separator: ",") == list)
    }

    @Test func `an element is skipped up to its own end tag`() throws {
        var scanner = HTMLScanner(Array("<script>a</b></scripts></SCRIPT >x".utf8))
        guard case .start(let tag)? = scanner.next() else { return #expect(Bool(false)) }
        let element = try #require(HTMLElement(scanner.bytes[tag.name]))
        let isSkipped = scanner.skip(element, named: tag.name)
        #expect(isSkipped)
        #expect(scanner.position == scanner.bytes.count - 1)
        scanner.finish()
        let isAtEnd = scanner.next() == nil
        #expect(isAtEnd)
    }

    private func written(_ token: HTMLScanner.Token, _ bytes: [UInt8]) -> String {
        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        switch token {
        case .text(let range): return text(range)
        case .start(let tag): return "<\(text(tag.name))\(tag.isEmpty ? "/" : "")>"
        case .end(let tag): return "</\(text(tag.name))>"
        }
    }
}
