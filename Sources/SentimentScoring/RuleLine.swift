/// One line of a rule file that says something: its number and its tab-separated fields.
struct RuleLine {
    let file: String
    let number: Int
    let fields: [String]

    /// The lines of a rule file, without blank lines and comments.
    static func lines(of text: String, file: String) -> [RuleLine] {
        let lines = text.utf8.split(
            separator: UInt8(ascii: "\n"),
            omittingEmptySubsequences: false
        )
        return zip(1..., lines).compactMap { number, line in
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            guard let first = line.first, first != UInt8(ascii: "#") else { return nil }
            let fields = line.split(
                separator: UInt8(ascii: "\t"),
                omittingEmptySubsequences: false
            )
            let texts = fields.map { String(Substring($0)) }
            return RuleLine(file: file, number: number, fields: texts)
        }
    }

    /// The mistake that this line holds.
    func mistake(_ problem: RuleFileError.Problem) -> RuleFileError {
        RuleFileError(file: file, line: number, problem: problem)
    }

    /// Refuses a line whose number of fields lies outside `range`.
    func require(
        fields range: ClosedRange<Int>,
        named expected: String
    ) throws(RuleFileError) {
        guard range.contains(fields.count) else {
            throw mistake(.fieldCount(expected: expected, found: fields.count))
        }
    }

    /// The decimal number in a field as thousandths, within `allowed` thousandths.
    func thousandths(
        inField index: Int,
        allowed: ClosedRange<Int>
    ) throws(RuleFileError) -> Int {
        let text = fields[index]
        guard let number = Double(text), number.isFinite else { throw mistake(.notANumber(text)) }
        let range = "\(Double(allowed.lowerBound) / 1000)…\(Double(allowed.upperBound) / 1000)"
        guard abs(number) < 1_000_000 else { throw mistake(.outOfRange(text, allowed: range)) }
        let thousandths = Int((number * 1000).rounded())
        guard allowed.contains(thousandths) else {
            throw mistake(.outOfRange(text, allowed: range))
        }
        return thousandths
    }
}
