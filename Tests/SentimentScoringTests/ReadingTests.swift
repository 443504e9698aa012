import EarshotModel
import Testing

@testable import SentimentScoring

@Suite struct ReadingTests {
    private func reading(
        _ text: String,
        title: String = "",
        spans: [TextSpan] = [],
        target: String? = nil
    ) throws -> Reading {
        let source = ScorableText(
            title: title,
            text: text,
            language: "en",
            brandSpans: spans,
            target: target
        )
        return Reading(source, with: try SmallRules.rules())
    }

    private func terms(of reading: Reading) -> [String] {
        reading.hits.map { reading.term(of: $0) }
    }

    @Test func `sentences end at their marks and at line ends, and title and text never share one`()
        throws
    {
        let reading = try reading("One two. Three!\nFour", title: "Zero")
        #expect(reading.sentences.map(\.words) == [0..<1, 1..<3, 3..<4, 4..<5])
        #expect((0..<5).map { reading.sentenceNumber(at: $0) } == [0, 1, 1, 2, 3])
        #expect(reading.sentences.map(\.exclamations) == [0, 0, 1, 0])
    }

    @Test func `clauses end at commas and before words of contrast`() throws {
        let reading = try reading("one, two but three although four")
        #expect(reading.clauseStarts == [0, 1, 2, 4, 6])
        #expect((0..<4).map { reading.clause($0) } == [0..<1, 1..<2, 2..<4, 4..<6])
        #expect((0..<6).map { reading.clauseNumber(at: $0) } == [0, 1, 2, 2, 3, 3])
        #expect(reading.sentences.map(\.turn) == [4])
    }

    @Test func `a title alone is read without the text before`() throws {
        var reading = try reading("> bad\ngood")
        #expect(!reading.quotations.isEmpty)
        reading.read(ScorableText(title: "good", text: "", language: "en"))
        #expect(reading.quotations.isEmpty && reading.bytes(of: .text).isEmpty)
    }

    @Test func `a text without words has no sentences`() throws {
        let reading = try reading(" … ")
        #expect(reading.sentences.isEmpty)
        #expect(reading.clauseStarts == [0])
        #expect(!reading.hasHit(in: 0..<0))
    }

    @Test(arguments: [
        ("is it good?", [true]), ("is it good? 🙂", [true, false]), ("is it good 🙂?", [true]),
        ("good!?", [true]), ("good. really?", [false, true]), ("good?!\nyes", [true, false]),
        ("a?b", [true, false]), ("good", [false]),
    ])
    func `a question mark at its end makes a sentence a question`(
        text: String,
        questions: [Bool]
    ) throws {
        #expect(try reading(text).sentences.map(\.isQuestion) == questions)
    }

    @Test func `names, handles and addresses are nothing to the rules, tags are their words`()
        throws
    {
        let span = TextSpan(field: .text, start: 0, end: 4)
        let reading = try reading("good @good #good www.good.example", spans: [span])
        #expect(reading.tokens.map(\.isBrand) == [true, false, false, false])
        #expect(reading.tokens.map { reading.isKnown($0) } == [false, false, true, false])
        #expect(reading.hits.map(\.span.start) == [11])
    }

    @Test func `a span masks every word that it touches, in its own field only`() throws {
        let spans = [
            TextSpan(field: .text, start: 6, end: 9), TextSpan(field: .title, start: 0, end: 1),
        ]
        let reading = try reading("good great bad", title: "bad awful", spans: spans)
        #expect(reading.tokens.map(\.isBrand) == [true, false, false, true, false])
    }

    @Test func `spans may overlap and come in any order`() throws {
        let spans = [(5, 30), (0, 2), (1, 3), (0, 20)].map {
            TextSpan(field: .text, start: $0.0, end: $0.1)
        }
        let reading = try reading("good great bad awful good", spans: spans)
        #expect(reading.tokens.map(\.isBrand) == [true, true, true, true, true])
    }

    @Test func `opinions are found by where they begin and end`() throws {
        let reading = try reading("good x bad y")
        #expect(reading.hasHit(in: 0..<1) && reading.hasHit(in: 1..<3))
        #expect(!reading.hasHit(in: 1..<2) && !reading.hasHit(in: 3..<4))
        #expect(reading.hit(endingAt: 1).map { reading.term(of: $0) } == "good")
        #expect(reading.hit(endingAt: 2) == nil)
        #expect(reading.isLastHit(reading.hits[1], of: 0..<4))
        #expect(!reading.isLastHit(reading.hits[0], of: 0..<4))
    }

    @Test func `the mark of several words spans them, but no border of fields`() throws {
        let reading = try reading("no one", title: "x")
        #expect(reading.markSpan(endingAt: 2) == TextSpan(field: .text, start: 0, end: 6))
        #expect(reading.markSpan(endingAt: 0) == TextSpan(field: .title, start: 0, end: 1))
    }

    @Test(arguments: [
        ("the food at Globex", [3]), ("Globex is here", []), ("at eBayShop now", [1]),
        ("at IBM now", []), ("so @globex did", [1]), ("so Good people", []), ("so, Globex", []),
    ])
    func `a capital within a clause looks like somebody else's name`(
        text: String,
        names: [Int]
    ) throws {
        let reading = try reading(text)
        #expect(reading.tokens.indices.filter { reading.isOtherName(at: $0) } == names)
    }

    @Test func `the brand is no other name`() throws {
        let reading = try reading("the food at Acme", target: "acme")
        #expect(!reading.isOtherName(at: 3))
    }

    @Test(arguments: [("A GOOD ONE", true), ("a GOOD one", false), ("", false), ("12 ?", false)])
    func `a text of capitals is shouted`(text: String, isShouted: Bool) throws {
        #expect(try reading(text).isShouted == isShouted)
    }

    @Test func `ratings stand between the opinions in reading order`() throws {
        let reading = try reading("good ★☆☆☆☆ bad 5/5", title: "★★★★★ great")
        #expect(terms(of: reading) == ["★★★★★", "great", "good", "★☆☆☆☆", "bad", "5/5"])
        #expect(reading.hits.map(\.first) == reading.hits.map(\.first).sorted())
    }

    @Test func `an opinion that shares bytes with a rating gives way`() throws {
        let files = ["lexicon.tsv": "out of\t-1\ngood\t2\n"]
        let rules = try SmallRules.rules(replacing: files)
        let reading = Reading(ScorableText(text: "good 9 out of 10, out of"), with: rules)
        #expect(terms(of: reading) == ["good", "9 out of 10", "out of"])
    }

    @Test(arguments: ["good", "Acme is bad. 5/5!", "★★", "not shop.good.example", ""])
    func `what was read before leaves nothing behind`(text: String) throws {
        let rules = try SmallRules.rules()
        var used = Reading(by: rules.book)
        let others = [
            ScorableText(title: "Acme?", text: "NOT GOOD but 1/5, Acme", target: "Acme"),
            ScorableText(text: "@acme very should be bad than 😡", target: "acme"),
        ]
        for other in others { used.read(other) }
        let source = ScorableText(text: text)
        used.read(source)
        let fresh = Reading(source, with: rules)
        #expect(terms(of: used) == terms(of: fresh))
        #expect(used.hits.map(\.span) == fresh.hits.map(\.span))
        #expect(used.sentences.map(\.words) == fresh.sentences.map(\.words))
        #expect(used.clauseStarts == fresh.clauseStarts && used.marks == fresh.marks)
        #expect(used.wordCount == fresh.wordCount && used.scope.isNarrow == fresh.scope.isNarrow)
    }

    @Test func `stars alone have a place of their own`() throws {
        let reading = try reading("★☆☆☆☆", title: "My visit")
        #expect(reading.tokens.map(\.field) == [.title, .title, .text])
        #expect(reading.hits.map(\.span) == [TextSpan(field: .text, start: 0, end: 15)])
        #expect(reading.sentences.count == 2)
    }
}
