import EarshotModel
import Foundation
import Testing

@testable import WebConsole

@Suite struct PageRendererTests {
    private static func templates() throws -> [(name: String, text: String)] {
        let folder = ConsoleFixture.folder("Templates")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            .map { name in
                (
                    name,
                    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
                )
            }
    }

    @Test func `no template lets a value through unescaped, changes the rules or runs a script`()
        throws
    {
        let templates = try Self.templates()
        #expect(templates.count >= 7)
        for (name, text) in templates {
            for banned in ["{{{", "{{&", "{{=", "{{%", "<script", "style=", " on", "javascript:"] {
                let found =
                    banned == " on"
                    ? text.contains(/\son[a-z]+=/) : text.contains(banned)
                #expect(!found, "\(banned) in \(name)")
            }
        }
    }

    @Test func `every field on every page has a label of its own`() throws {
        for (name, text) in try Self.templates() {
            let fields = text.matches(of: /<(?:input|select|textarea)\b[^>]*>/).map { $0.output }
            for field in fields where !field.contains("hidden") && !field.contains("radio") {
                let id = field.firstMatch(of: /\bid="([^"]+)"/)?.output.1 ?? ""
                let isNamed =
                    text.contains("<label for=\"\(id)\">")
                    || text.contains("<label class=\"choice\">\(field)")
                #expect(isNamed, "\(field) in \(name)")
            }
        }
    }

    @Test func `every changing form carries the session's token`() throws {
        for (name, text) in try Self.templates()
        where !["sign-in.mustache", "link.mustache"].contains(name) {
            let forms = text.split(separator: "<form").dropFirst()
            for form in forms where !form.hasPrefix(#" method="get""#) {
                let inside = form.split(separator: "</form>").first ?? ""
                #expect(inside.contains(#"name="csrf" value="{{csrf}}""#), "\(name)")
            }
        }
    }

    @Test(arguments: [
        ("a\"\u{301}b", "a&quot;\u{301}b"), ("<\u{338}script>", "&lt;\u{338}script&gt;"),
        ("&amp;", "&amp;amp;"), ("'`=", "&#39;&#96;&#61;"), ("日本 😀\r\n", "日本 😀\r\n"), ("", ""),
    ])
    func `text is escaped byte by byte`(text: String, escaped: String) {
        #expect(Array(ByteWiseHTML().escapeText(text).utf8) == Array(escaped.utf8))
    }

    @Test(arguments: [
        ("Mira\u{202E}live", "Miralive"), ("\u{2066}a\u{2069}\u{202A}b\u{202C}", "ab"),
        ("\u{2067}\u{2068}\u{202B}\u{202D}", ""),
        ("אבג \u{200F}1\u{200E}", "אבג \u{200F}1\u{200E}"),
        ("a\"\u{202E}", "a&quot;"),
    ])
    func `controls that turn the text behind them around do not enter a page`(
        text: String,
        shown: String
    ) {
        #expect(Array(ByteWiseHTML().escapeText(text).utf8) == Array(shown.utf8))
    }

    @Test(arguments: [
        "who", "author", "customer", "title", "excerpt", "feed", "brand", "term", "mention",
        "reason", "link_host", "destination", "staff", "owner",
    ])
    func `text that others wrote stands in an element that isolates its direction`(field: String)
        throws
    {
        var isShown = false
        // The title of an error is our own.
        for (name, text) in try Self.templates() where name != "error.mustache" {
            let plain = text.replacing(/\{\{[#^\/][^}]+\}\}/, with: "")
            for found in plain.ranges(of: "{{\(field)}}") {
                let before = plain[..<found.lowerBound]
                let tag = before[(before.lastIndex(of: "<") ?? before.startIndex)...]
                let rest = plain[found.upperBound...].prefix { $0 != ">" }
                let isTurned = (tag + rest).contains(/(?:dir="auto"|type="hidden")/)
                let isInField =
                    tag.hasPrefix("<input") && isTurned
                    || rest == "\" dir=\"auto\""
                let isIsolated =
                    before.hasSuffix("<bdi>") || before.hasSuffix("dir=\"auto\">") || isInField
                #expect(isIsolated, "\(field) in \(name) after \(before.suffix(40))")
                isShown = true
            }
        }
        #expect(isShown, "no template shows \(field)")
    }

    @Test(arguments: [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//x.example/", "/queue",
        "https://", "https:/x", " https://x.example", "https://x.example/a b", "ftp://x.example",
        "",
        "https://x.example/\u{2028}",
    ])
    func `what is no plain web address is never linked to`(text: String) {
        #expect(SafeLink(text) == nil)
    }

    @Test func `a web address is linked to as it is`() throws {
        let link = try #require(SafeLink("https://forum.example:8443/t?a=1&b=2#c"))
        #expect(link.address == "https://forum.example:8443/t?a=1&b=2#c")
        #expect(link.host == "forum.example")
        #expect(SafeLink(nil) == nil)
    }

    @Test func `a template that is missing is a problem and not an empty page`() throws {
        let pages = try PageRenderer(
            templates: ConsoleFixture.folder("Templates"),
            phrases: ConsoleFixture.words()
        )
        #expect(throws: Problem.self) {
            try pages.page("lost", title: "x", [:], for: .nobody, in: .unknown)
        }
    }
}
