extension Lexicon {
    /// The text of a list with a line in the place of those for the same term and guard, else at
    /// the end.
    ///
    /// What is left of a line with choices stands before it, a term on each line.
    public static func text(_ before: String, replacing line: String) -> String {
        guard let new = RuleLine.lines(of: line, file: "").first,
            let pattern = TermPattern(new.fields[0])
        else { return before + line + "\n" }
        let lines = RuleLine.texts(of: before, file: "") { old in
            old.fields.dropFirst(2).elementsEqual(new.fields.dropFirst(2))
                && TermPattern(old.fields[0]) == pattern
        }
        return (lines.filter { !$0.isEmpty } + [line]).map { $0 + "\n" }.joined()
    }
}

extension RuleLine {
    /// The lines of a list as they are written, without some of the terms that they stand for.
    ///
    /// An empty line stands in the place of one that gives way, so that every other keeps its
    /// number; what is left of a line with choices stands at the end, a term on each line. A line
    /// with a mistake stays, so that whoever compiles the list tells it.
    static func texts(
        of text: String,
        file: String,
        without isReplaced: (RuleLine) -> Bool
    ) -> [String] {
        var replaced: Set<Int> = []
        var left: [String] = []
        for line in lines(of: text, file: file) {
            guard let singles = try? line.singles(inField: 0) else { continue }
            let others = singles.filter { !isReplaced($0) }
            guard others.count < singles.count else { continue }
            replaced.insert(line.number)
            left += others.compactMap { written($0.fields) }
        }
        let all = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return zip(1..., all).map { number, line in
            replaced.contains(number) ? "" : String(Substring(line))
        } + left
    }
}
