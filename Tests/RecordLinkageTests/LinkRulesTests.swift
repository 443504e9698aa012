import EarshotModel
import RecordLinkage
import Testing

@Suite struct LinkRulesTests {
    @Test func `the shipped rules are in order`() throws {
        let rules = try ShippedRules.rules()
        #expect(rules.impersonalNames.isMachine(email: "no-reply@site.example"))
        #expect(rules.impersonalNames.isOffice(email: "info@site.example"))
        #expect(rules.impersonalNames.isNobody(name: "Anonymous"))
        #expect(!rules.impersonalNames.isNobody(name: "Jane Doe"))
    }

    @Test func `comments and empty lines say nothing`() throws {
        let words = try OrderWords(parsing: "# a word\n\nen\torder\tOrder\n", file: "words.tsv")
        #expect(words == (try OrderWords(parsing: "en\torder\torder", file: "other.tsv")))
    }

    @Test(arguments: [
        ("en\torder", "words.tsv:1: the line needs 3 columns parted by tabs"),
        ("\n\nen\tsort\torder", "words.tsv:3: the kind \"sort\" is not known"),
        ("en\torder\tmy order", "words.tsv:1: \"my order\" is not one word"),
        ("en\torder\t", "words.tsv:1: \"\" is not one word"),
    ])
    func `a mistake in the order words is told by line`(text: String, sentence: String) {
        let error = #expect(throws: LinkRuleError.self) {
            try OrderWords(parsing: text, file: "words.tsv")
        }
        #expect(error?.description == sentence)
    }

    @Test(arguments: [
        ("en\tclaim\tme", "a.tsv:1: the kind \"claim\" is not known"),
        ("en\tfiller\t ", "a.tsv:1: \" \" is not one word"),
    ])
    func `a mistake in the address words is told by line`(text: String, sentence: String) {
        let error = #expect(throws: LinkRuleError.self) {
            try AddressWords(parsing: text, file: "a.tsv")
        }
        #expect(error?.description == sentence)
    }

    @Test(arguments: ["robot\tadmin", "machine\t-", "machine"])
    func `a mistake in the impersonal names is refused`(text: String) {
        #expect(throws: LinkRuleError.self) { try ImpersonalNames(parsing: text, file: "i.tsv") }
    }

    @Test(arguments: [
        ("name\t4.25\t", "w.tsv:1: the line needs 2 columns parted by tabs"),
        ("nam\t1", "w.tsv:1: the kind \"nam\" is not known"),
        ("name\t−2,5", "w.tsv:1: the weight \"−2,5\" is not a number of bits"),
        ("name\tnan", "w.tsv:1: the weight \"nan\" is not a number of bits"),
        ("name\t1001", "w.tsv:1: the weight \"1001\" is not a number of bits"),
        ("name\t1\nname\t1", "w.tsv:2: the factor \"name\" is there twice"),
        ("name\t1", "w.tsv:1: the factor \"email.asserted\" is missing"),
    ])
    func `a mistake in the weights is told by line`(text: String, sentence: String) {
        let error = #expect(throws: LinkRuleError.self) {
            try LinkWeights(parsing: text, file: "w.tsv")
        }
        #expect(error?.description == sentence)
    }

    @Test func `weights follow the file`() throws {
        let heavier = try ShippedRules.text("link-weights.tsv")
            .replacing("email.asserted\t13", with: "email.asserted\t0")
        let shipped = try ShippedRules.rules()
        let rules = LinkRules(
            orderWords: shipped.orderWords,
            addressWords: shipped.addressWords,
            impersonalNames: shipped.impersonalNames,
            weights: try LinkWeights(parsing: heavier, file: "w.tsv")
        )
        let link = RecordLinker(rules: rules, population: 100).link(
            query(email: "jane@site.example"),
            candidates: [LinkCandidate(customer(1, emails: ["jane@site.example"]))]
        )
        #expect(link.decision == .none)
        #expect(link.probability > 0.04 && link.probability < 0.06)
    }
}
