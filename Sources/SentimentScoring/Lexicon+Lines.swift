extension Lexicon {
    /// The text of a list with a line in the place of those for the same term and guard, else at
    /// the end.
    ///
    /// What is left of a line with choices stands before it, a term on each line; a line with a
    /// mistake stays.
    public static func text(_ before: String, replacing line: String) -> String {
        guard let new = RuleLine.lines(of: line, file: "").first else { return before }
        var replaced: Set<Int> = []
        var left: [String] = []
        for old in RuleLine.lines(of: before, file: "") where isGuarded(old, as: new) {
            guard let singles = try? old.singles(inField: 0) else { continue }
            let others = singles.filter { !isOfOneTerm($0, new) }
            guard others.count < singles.count else { continue }
            replaced.insert(old.number)
            left += others.compactMap { RuleLine.written($0.fields) }
        }
        let lines = before.utf8.split(
            separator: UInt8(ascii: "\n"),
            omittingEmptySubsequences: false
        )
        let kept = zip(1..., lines).compactMap { number, line in
            replaced.contains(number) || line.isEmpty ? nil : String(Substring(line))
        }
        return (kept + left + [line]).map { $0 + "\n" }.joined()
    }

    private static func isGuarded(_ line: RuleLine, as other: RuleLine) -> Bool {
        line.fields.dropFirst(2).elementsEqual(other.fields.dropFirst(2))
    }

    private static func isOfOneTerm(_ line: RuleLine, _ other: RuleLine) -> Bool {
        guard let pattern = TermPattern(line.fields[0]) else {
            return line.fields[0] == other.fields[0]
        }
        return pattern == TermPattern(other.fields[0])
    }
}
