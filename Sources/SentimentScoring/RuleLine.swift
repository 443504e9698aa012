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
            let text = isEscaped(line) ? line.dropFirst() : line
            let fields = text.split(
                separator: UInt8(ascii: "\t"),
                omittingEmptySubsequences: false
            )
            let texts = fields.map { String(Substring($0)) }
            return RuleLine(file: file, number: number, fields: texts)
        }
    }

    /// Whether a line says with a `\` that the `#` behind it opens no comment.
    static func isEscaped(_ line: some Collection<UInt8>) -> Bool {
        line.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "#")])
    }

    /// The line that is read back as these fields; `nil` where one of them holds a tab or another
    /// sign that no line can hold.
    static func written(_ fields: [String]) -> String? {
        let breaks: Set<UInt32> = [0x7F, 0x85, 0x2028, 0x2029]
        let isBroken = fields.contains { field in
            field.unicodeScalars.contains { $0.value < 0x20 || breaks.contains($0.value) }
        }
        guard !isBroken else { return nil }
        let line = fields.joined(separator: "\t")
        return line.utf8.first == UInt8(ascii: "#") ? "\\" + line : line
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

    /// The lines of one term each that this one stands for, by the choices in a field.
    func singles(inField index: Int) throws(RuleFileError) -> [RuleLine] {
        guard fields.indices.contains(index), fields[index].utf8.contains(UInt8(ascii: "|")) else {
            return [self]
        }
        let choices = try TermChoices(Array(fields[index].utf8)[...], mistake: mistake)
        return (0..<choices.count).map { choice in
            var fields = fields
            fields[index] = String(decoding: choices.term(choice), as: UTF8.self)
            return RuleLine(file: file, number: number, fields: fields)
        }
    }

    /// A plain decimal number of few digits as thousandths; `nil` for every other spelling.
    static func plainThousandths(_ text: some Collection<UInt8>) -> Int? {
        var digits = text[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits = digits.dropFirst() }
        guard (1...6).contains(digits.count) else { return nil }
        var number = 0
        var decimals: Int?
        for digit in digits {
            if digit == UInt8(ascii: "."), decimals == nil, number > 0 || digits.first != digit {
                decimals = 0
                continue
            }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            number = number * 10 + Int(digit - UInt8(ascii: "0"))
            decimals = decimals.map { $0 + 1 }
        }
        let places = decimals ?? 0
        guard decimals != 0, places <= 3 else { return nil }
        for _ in places..<3 { number *= 10 }
        return isNegative ? -number : number
    }

    /// The decimal number in a field as thousandths, within `allowed` thousandths.
    func thousandths(
        inField index: Int,
        allowed: ClosedRange<Int>
    ) throws(RuleFileError) -> Int {
        let text = fields[index]
        if let plain = Self.plainThousandths(text.utf8[...]), allowed.contains(plain) {
            return plain
        }
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
