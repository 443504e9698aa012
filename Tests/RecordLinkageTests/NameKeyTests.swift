import RecordLinkage
import Testing

@Suite struct NameKeyTests {
    @Test(arguments: [
        "Jörg Müller", "Müller, Jörg", "JORG MULLER", "jörg  müller", "Mu\u{308}ller Jo\u{308}rg",
    ])
    func `accents, case and order do not matter`(name: String) {
        #expect(NameKey.key(of: name) == "jorg muller")
    }

    @Test(arguments: [("Yang-song Chen", "Yangsong Chen"), ("Sean O'Neil", "Sean ONeil")])
    func `hyphens and apostrophes do not matter`(left: String, right: String) {
        #expect(NameKey.key(of: left) == NameKey.key(of: right))
    }

    @Test func `vowel signs are letters where accents are not`() {
        #expect(NameKey.key(of: "ராஜேஷ் பாண்டியன்") != NameKey.key(of: "ரஜஷ் பணடயன்"))
    }

    @Test(arguments: ["", " ", "jane", "jane_doe", ",", "-"])
    func `a single word is no full name`(name: String) {
        #expect(NameKey.key(of: name) == nil)
        #expect(NameKey.spellings(of: name).isEmpty)
    }

    @Test func `the spellings hold what a record may have written`() {
        let spellings = NameKey.spellings(of: "Doe, Jane Ann")
        for spelling in ["doe, jane ann", "jane ann doe", "doe jane ann", "ann, doe jane"] {
            #expect(spellings.contains(spelling))
        }
        #expect(Set(spellings).count == spellings.count)
    }

    @Test func `a sentence is no name to look for`() {
        #expect(NameKey.spellings(of: "a b c d e f g h i").isEmpty)
    }
}
