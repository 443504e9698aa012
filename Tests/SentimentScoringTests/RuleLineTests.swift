import Testing

@testable import SentimentScoring

@Suite struct RuleLineTests {
    @Test(arguments: [
        ("2", 2000), ("-2.5", -2500), ("0.125", 125), ("-0", 0), ("12", 12_000), ("007", 7000),
    ])
    func `plain numbers are read digit by digit`(text: String, value: Int) {
        #expect(RuleLine.plainThousandths(text.utf8) == value)
        #expect(Double(text).map { ($0 * 1000).rounded() } == Double(value))
    }

    @Test(arguments: ["", "-", ".", "1.", ".5", "1.2345", "+1", "1e3", "１", "1,5", "--1", "1.2.3"])
    func `what is not so plain is left to the long way`(text: String) {
        #expect(RuleLine.plainThousandths(text.utf8) == nil)
    }

    @Test func `blank lines and comments count but say nothing`() {
        let lines = RuleLine.lines(of: "# a\n\nx\ty\r\n#\nz\t\n", file: "f")
        #expect(lines.map(\.number) == [3, 5])
        #expect(lines.map(\.fields) == [["x", "y"], ["z", ""]])
    }

    @Test func `a line may begin with a tag`() {
        let lines = RuleLine.lines(of: "\\#fail\t-2\r\n#fail\t-2\n\\x\t1\n", file: "f")
        #expect(lines.map(\.number) == [1, 3])
        #expect(lines.map(\.fields) == [["#fail", "-2"], ["\\x", "1"]])
    }

    @Test(arguments: [["fine", "1"], ["#fail", "-2", "after=#x"], ["# x", ""], ["\\#", "#"]])
    func `what is written is read back`(fields: [String]) throws {
        let line = try #require(RuleLine.written(fields))
        let readBack = fields.map { $0 == "\\#" ? "#" : $0 }
        #expect(RuleLine.lines(of: line + "\n", file: "f").map(\.fields) == [readBack])
    }

    @Test(arguments: ["a\tb", "a\nb", "a\r\nb", "a\u{2028}b", "a\u{0}", "\t\u{301}"])
    func `what would break a line is not written`(field: String) {
        #expect(RuleLine.written(["fine", field]) == nil)
    }

    @Test(arguments: [
        ("1.5", 1500), ("-2", -2000), ("0.0004", 0), ("1e0", 1000), (".5", 500), ("4", 4000),
    ])
    func `numbers are read as thousandths`(text: String, value: Int) throws {
        let line = RuleLine(file: "f", number: 1, fields: [text])
        #expect(try line.thousandths(inField: 0, allowed: -4000...4000) == value)
    }

    @Test(arguments: ["", "x", "1,5", "nan", "inf", "−1", "4.1", "-5", "1e40", "٣"])
    func `what is no number in range is refused`(text: String) {
        let line = RuleLine(file: "f", number: 1, fields: [text])
        #expect(throws: RuleFileError.self) {
            try line.thousandths(inField: 0, allowed: -4000...4000)
        }
    }
}
