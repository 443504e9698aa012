import Testing

@testable import FeedParsing

@Suite struct SafeMarkupTests {
    @Test(arguments: [
        "script", "style", "iframe", "object", "applet", "svg", "math", "template", "noscript",
        "textarea",
    ])
    func `an element that runs or hides something goes with what it holds`(name: String) throws {
        let index = try #require(
            SafeMarkup.elements.index(of: 0..<name.utf8.count, in: Array(name.utf8))
        )
        let rule = SafeMarkup.elements.meanings[index]
        #expect(rule == .swallowed || rule == .swallowedToEnd)
        #expect(HTMLElement(Array(name.utf8)[...]) != nil)
    }

    @Test(arguments: [
        "form", "input", "meta", "link", "base", "embed", "param", "frameset", "frame", "blink",
    ])
    func `other elements that do something have no rule, so that only their content is kept`(
        name: String
    ) {
        #expect(SafeMarkup.elements.index(of: 0..<name.utf8.count, in: Array(name.utf8)) == nil)
    }

    @Test func `no attribute that runs or draws something is kept`() {
        for name in SafeMarkup.attributes.names.map({ String(decoding: $0, as: UTF8.self) }) {
            #expect(!name.hasPrefix("on") && !name.contains("action") && !name.contains("srcset"))
            #expect(name != "style" && name != "background" && name != "data" && name != "srcdoc")
        }
    }

    @Test(arguments: ["href", "src", "cite", "poster", "longdesc", "usemap"])
    func `the value of an attribute that fetches something is an address`(name: String) throws {
        let index = try #require(
            SafeMarkup.attributes.index(of: 0..<name.utf8.count, in: Array(name.utf8))
        )
        #expect(SafeMarkup.attributes.meanings[index] == .address)
    }
}
