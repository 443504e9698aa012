import Testing

@testable import SentimentScoring

@Suite struct RuleLineTests {
    @Test func `blank lines and comments count but say nothing`() {
        let lines = RuleLine.lines(of: "# a\n\nx\ty\r\n#\nz\t\n", file: "f")
        #expect(lines.map(\.number) == [3, 5])
        #expect(lines.map(\.fields) == [["x", "y"], ["z", ""]])
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
