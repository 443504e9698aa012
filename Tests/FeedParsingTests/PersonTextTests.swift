import EarshotModel
import Testing

@testable import FeedParsing

@Suite struct PersonTextTests {
    @Test(arguments: [
        ("mira@a.example (Mira Sol)", "Mira Sol", "mira@a.example"),
        ("Mira Sol <mira@a.example>", "Mira Sol", "mira@a.example"),
        ("\"Sol, Mira\" <mira@a.example>", "Sol, Mira", "mira@a.example"),
        ("Mira Sol (mira@a.example)", "Mira Sol", "mira@a.example"),
        ("Mira Sol mira@a.example", "Mira Sol", "mira@a.example"),
        ("mailto:mira@a.example", nil, "mira@a.example"), ("mira@a.example", nil, "mira@a.example"),
        ("mira+x@mail.a.example (Mira)", "Mira", "mira+x@mail.a.example"),
        ("  Mira Sol\n", "Mira Sol", nil), ("Mira (Berlin)", "Mira (Berlin)", nil),
        ("@mira", "@mira", nil),
        ("Mira <no mail>", "Mira <no mail>", nil), ("José@Home", "José@Home", nil),
        ("ö@a.example (Ö)", "Ö", "ö@a.example"),
        ("mira@a.example ()", nil, "mira@a.example"), (")(", ")(", nil), ("", nil, nil),
        (" ", nil, nil),
    ])
    func `a person written as one text has a name and an address`(
        text: String,
        name: String?,
        mail: String?
    ) {
        #expect(PersonText.author(text) == EntryAuthor(name: name, email: mail))
    }

    @Test(arguments: ["a@b.c", "a.b@c-d.example", "mailto:a@b.example", " a@b.example "])
    func `an e-mail address is one`(text: String) {
        #expect(PersonText.isMail(Array(text.utf8)))
    }

    @Test(arguments: [
        "", "@", "a@b", "a@.b", "a@b.", "a@@b.example", "a b@c.example", "<a@b.example>",
        "a@b@c.example", "@b.example", "a@b/c.d",
    ])
    func `anything else is none`(text: String) {
        #expect(!PersonText.isMail(Array(text.utf8)))
    }
}
