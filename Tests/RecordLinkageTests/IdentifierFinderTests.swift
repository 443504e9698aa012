import EarshotModel
import RecordLinkage
import Testing

@Suite struct IdentifierFinderTests {
    private let finder: IdentifierFinder

    init() throws {
        finder = IdentifierFinder(rules: try ShippedRules.rules())
    }

    // MARK: Where a key was seen

    @Test(arguments: [
        ("https://social.example/@jane/113", "fedi:jane@social.example", IdentifierTrust.verified),
        ("https://www.reddit.com/user/jane/comments/1/", "reddit:jane", .verified),
        ("https://x.com/jane/status/17", "x:jane", .verified),
        ("https://github.com/jane/tools/issues/4", "github:jane", .hosted),
    ])
    func `the entry's own address tells who wrote it, but not whose repository it complains in`(
        link: String,
        key: String,
        trust: IdentifierTrust
    ) {
        let found = finder.identifiers(in: query(link: link))
        #expect(found.map(\.identifier.key) == [key])
        #expect(found.map(\.trust) == [trust])
        #expect(found.map(\.place) == [.entryLink])
    }

    @Test func `an entry below a page gives that page and those above it`() {
        let found = finder.identifiers(in: query(link: "https://jane.example/2026/11/lamps"))
        #expect(
            Set(found.map(\.identifier.key)) == [
                "url:jane.example/2026/11/lamps", "url:jane.example/2026/11",
                "url:jane.example/2026", "url:jane.example",
            ]
        )
        #expect(found.allSatisfy { $0.trust == .hosted })
    }

    @Test func `the feed's word on the author is kept with its place`() {
        let found = finder.identifiers(
            in: query(url: "https://github.com/jane", email: "jane+feed@site.example")
        )
        #expect(Set(found.map(\.factor)) == ["email.asserted", "handle.asserted"])
        #expect(found.first { $0.place == .authorEmail }?.raw == "jane+feed@site.example")
        #expect(found.first { $0.place == .authorPage }?.identifier.key == "github:jane")
    }

    @Test(arguments: ["/u/jane", "u/jane"])
    func `a name in the form of a handle is one`(name: String) {
        let found = finder.identifiers(in: query(name: name))
        #expect(found.map(\.identifier.key) == ["reddit:jane"])
        #expect(found.map(\.place) == [.authorName])
    }

    @Test func `a key seen twice counts where it is trusted most`() {
        let found = finder.identifiers(
            in: query(
                url: "https://x.com/jane",
                link: "https://x.com/jane/status/17",
                text: "my profile: x.com/jane"
            )
        )
        #expect(found.map(\.trust) == [.verified])
    }

    // MARK: E-mail addresses in a text

    @Test(arguments: [
        "write to jane@site.example.", "<jane@site.example>", "(Jane@Site.example)",
        "jane (at) site.example", "jane [at] site [dot] example", "jane{at}site{dot}example",
        "jane＠site．example", "mail: mailto:jane@site.example!",
        "jane (arroba) site (punto) example",
        "„jane@site.example“", "நன்றாக jane@site.example உள்ளது",
    ])
    func `an address in the text is found, masked or plain`(text: String) throws {
        let found = finder.identifiers(in: query(text: text))
        #expect(found.map(\.identifier) == [Identifier(kind: .email, key: "jane@site.example")])
        #expect(found.map(\.trust) == [.claimed])
    }

    @Test(arguments: [
        ("Hej! jane (at) site.example tack", "jane (at) site.example"),
        ("ＡＢＣ <jane@site.example>.", "jane@site.example"),
        ("ஆம் jane＠site.example", "jane＠site.example"),
    ])
    func `the span is the address as it is written, in bytes`(text: String, raw: String) throws {
        let found = try #require(finder.identifiers(in: query(text: text)).first)
        #expect(found.raw == raw)
        guard case .span(let span) = found.place else {
            Issue.record("the place is \(found.place)")
            return
        }
        let bytes = Array(text.utf8)[span.start..<span.end]
        #expect(String(decoding: bytes, as: UTF8.self) == raw)
        #expect(span.field == .text)
    }

    @Test(arguments: ["noreply@site.example", "WordPress@site.example", "admin@localhost"])
    func `an address of a machine is no key`(email: String) {
        #expect(finder.identifiers(in: query(email: email, text: "mail \(email)")).isEmpty)
    }

    @Test func `an address of an office is only a hint`() {
        let found = finder.identifiers(in: query(email: "info@site.example"))
        #expect(found.map(\.factor) == ["email.office"])
    }

    // MARK: Handles and pages in a text

    @Test(arguments: [
        ("my profile: https://github.com/jane", "github:jane"),
        ("Find me at u/jane for more", "reddit:jane"),
        ("also posting as @jane@social.example", "fedi:jane@social.example"),
        ("(https://jane.example/blog here)", "url:jane.example/blog"),
        ("-- https://jane.example", "url:jane.example"),
        ("I’m youtube.com/@jane elsewhere.", "youtube:jane"),
        ("mein Profil: twitter.com/jane", "x:jane"),
        ("Följ mig på @jane@social.example", "fedi:jane@social.example"),
        ("mi perfil en Twitter: @jane", "x:jane"),
    ])
    func `what the author calls the author's own is a claim`(text: String, key: String) {
        let found = finder.identifiers(in: query(text: text))
        #expect(found.map(\.identifier.key) == [key])
        #expect(found.map(\.trust) == [.claimed])
    }

    @Test func `a page that nobody claims is only named`() {
        let found = finder.identifiers(in: query(text: "Bought at https://jane.example/shop today"))
        #expect(found.map(\.trust) == [.named])
    }

    @Test func `a bare handle has no site, so even a claim is only a hint for each`() {
        let found = finder.identifiers(in: query(text: "Find me at @jane"))
        #expect(found.map(\.identifier.key).contains("x:jane"))
        #expect(found.map(\.identifier.key).contains("youtube:jane"))
        #expect(found.allSatisfy { $0.trust == .named })
    }

    @Test func `a bare handle that nobody claims is somebody else`() {
        #expect(finder.identifiers(in: query(text: "@jane did you see this?")).isEmpty)
    }

    @Test(arguments: [
        "As https://github.com/jane wrote last week, this is old.",
        "RT @jane@social.example: same here",
        "RT someone: my order 107087 is lost, mail jane@site.example",
        "cc u/jane", "cc: https://reddit.com/u/jane", "Thanks to @jane@social.example for the tip!",
        "I agree with /u/jane.", "u/jane said the opposite", "via https://jane.example/blog",
        "> my profile: https://github.com/jane", "  >> write to jane@site.example",
        "Thanks to u/bob, u/ann and u/jane", "wie u/jane schrieb", "merci à u/jane",
        "gracias a u/jane", "tack till u/jane", "dzięki u/jane", "نعم RT u/jane",
    ])
    func `what is quoted, thanked or called counts as nothing`(text: String) {
        #expect(finder.identifiers(in: query(text: text)).isEmpty)
    }

    @Test func `a quoted line does not silence the answer below it`() {
        let found = finder.identifiers(
            in: query(text: "> mail bob@site.example\nMine is jane@site.example")
        )
        #expect(found.map(\.identifier.key) == ["jane@site.example"])
    }

    @Test func `thanks in one sentence say nothing of the next`() {
        let found = finder.identifiers(
            in: query(text: "A big thanks to you! https://github.com/jane is mine.")
        )
        #expect(found.map(\.identifier.key) == ["github:jane"])
    }

    // MARK: Order numbers

    @Test(arguments: [
        "My order #107087 is still missing.", "Order no. EO-107087 was never delivered",
        "order number eo-107087, no answer", "Order 107087: refund please", "order EO 107087",
        "(order #EO 107087)", "Bestellung Nr. EO107087 kam nie an", "Bestellnummer: 107087",
        "commande n° 107087", "mi pedido número 107087", "ordine numero EO-107087",
        "bestelling nr 107087", "o meu pedido nº 107087", "beställning nummer 107087",
        "zamówienie numer 107087", "zamówienia nr 107087", "nombor pesanan 107087",
        "order ko 107087", "ஆர்டர் எண் 107087", "Order１０７０８７ Order １０７０８７",
    ])
    func `a number beside an order word is an order, in twelve languages`(text: String) {
        let found = finder.identifiers(in: query(text: text))
        #expect(found.map(\.identifier) == [Identifier(kind: .order, key: "107087")])
        #expect(found.map(\.factor) == ["order.claimed"])
    }

    @Test(arguments: [
        "Error 107087 again", "See issue #107087 on the tracker", "Paid 107087 rupees for nothing",
        "Model 107087 has the same fault", "Ticket #107087 was solved faster", "107087",
        "The serial starts with 107087", "I placed an order. 107087 people did",
        "my order of 2026-11-24", "order 24.11.2026", "order 1234", "order\n107087",
        "order x107087y", "in order to get 107087 points",
    ])
    func `a number beside anything else is none`(text: String) {
        #expect(finder.identifiers(in: query(text: text)).isEmpty)
    }

    @Test func `a title is read too`() {
        let found = finder.identifiers(in: query(title: "Order 107087 lost"))
        #expect(
            found.map(\.place) == [.span(TextSpan(field: .title, start: 6, end: 12))]
        )
    }

    // MARK: Hostile texts

    @Test func `a crowd of handles is cut to what one person may show`() {
        let crowd = (0..<5000).map { "u/jane\($0)" }.joined(separator: " ")
        #expect(finder.identifiers(in: query(text: crowd)).count == 50)
    }

    @Test(arguments: 0..<40)
    func `any text is read without trapping, and spans lie within it`(seed: Int) {
        let pieces = [
            "@", "＠", "(at)", "[dot]", "(", "]", "<", ">", "\n", " ", "\u{A0}", ".", "..", "/",
            "//",
            "http://", "https://x.com/", "u/", "jane", "order", "#", "EO-", "107087", "１０", "%4",
            "%",
            "RT", "cc", "--", "\u{0}", "é", "e\u{301}", "ஆர்டர்", "👩‍👩‍👧", "：", "mailto:", "fedi:",
            "www.", ":", "+", "\u{2028}", "“", "\u{FEFF}", "｟", "\r\n",
        ]
        var chance = SeededChance(state: UInt64(seed))
        var text = ""
        for _ in 0..<400 { text += pieces[Int.random(in: pieces.indices, using: &chance)] }
        let found = finder.identifiers(
            in: query(name: text, url: text, email: text, link: text, title: text, text: text)
        )
        for case .span(let span) in found.map(\.place) {
            #expect(span.end <= text.utf8.count)
        }
        #expect(
            found
                == finder.identifiers(
                    in: query(
                        name: text,
                        url: text,
                        email: text,
                        link: text,
                        title: text,
                        text: text
                    )
                )
        )
    }
}

/// A sequence of numbers that is the same on every run (SplitMix64).
struct SeededChance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
