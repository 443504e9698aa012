import Testing

@testable import SentimentScoring

@Suite struct TermChoicesTests {
    private func terms(_ term: String) throws -> [String] {
        let line = RuleLine(file: "es/events.tsv", number: 3, fields: [term, "1"])
        return try line.singles(inField: 0).map { $0.fields[0] }
    }

    @Test(arguments: [
        ("late", ["late"]), ("late again", ["late again"]), ("late|slow", ["late", "slow"]),
        (
            "late|slow again|always",
            ["late again", "late always", "slow again", "slow always"]
        ),
        (
            "waited <n>|three day*|hour*",
            [
                "waited <n> day*", "waited <n> hour*",
                "waited three day*", "waited three hour*",
            ]
        ),
        ("தாமதம்|லேட் ஆகுது", ["தாமதம் ஆகுது", "லேட் ஆகுது"]),
    ])
    func `every choice of every place makes a term`(written: String, terms: [String]) throws {
        #expect(try self.terms(written) == terms)
    }

    @Test(arguments: [
        ("late again|", ["late again", "late"]), ("|very late", ["late", "very late"]),
        (
            "so| late|slow by| far",
            [
                "so late by far", "so late far", "so slow by far",
                "so slow far", "late by far", "late far", "slow by far", "slow far",
            ]
        ),
        ("late|", ["late", ""]),
    ])
    func `an empty choice leaves the place out`(written: String, terms: [String]) throws {
        #expect(try self.terms(written) == terms)
    }

    @Test(arguments: [":|", "|:", "meh :-|", "| |"])
    func `a place of signs alone stands as it is written`(written: String) throws {
        #expect(try terms(written) == [written])
    }

    @Test func `a term is found by its number`() throws {
        let written = "so| late|slow|<n> again|"
        let all = try terms(written)
        #expect(all.count == 12)
        #expect(all.indices.map { TermChoices.term($0, of: written.utf8) } == all)
        #expect(TermChoices.term(0, of: "as  it is".utf8) == "as  it is")
    }

    @Test func `a line stands for 500 terms at most`() throws {
        let ten = (0...9).map { "w\($0)" }.joined(separator: "|")
        #expect(try terms("\(ten) \(ten) a|b|c|d|e").count == 500)
        let error = #expect(throws: RuleFileError.self) { try terms("\(ten) \(ten) \(ten)") }
        #expect(
            error?.description
                == "es/events.tsv:3: \"\(ten) \(ten) \(ten)\" stands for more than 500 terms: "
                + "part it into several lines"
        )
        #expect(throws: RuleFileError.self) {
            try terms(Array(repeating: ten, count: 400).joined(separator: " "))
        }
    }
}
