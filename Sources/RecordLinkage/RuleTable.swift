/// The lines of a rule file that say something, cut into columns at tabs.
struct RuleTable {
    /// One line with its columns.
    struct Row {
        let line: Int
        let fields: [String]
    }

    let file: String
    let rows: [Row]
    /// The number of lines in the whole file.
    let lineCount: Int

    /// Cuts a file; empty lines and lines that begin with `#` say nothing.
    init(parsing text: String, file: String, columns: Int) throws(LinkRuleError) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var rows: [Row] = []
        for (number, line) in zip(1..., lines) where !line.isEmpty && !line.hasPrefix("#") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == columns else {
                throw LinkRuleError(
                    file: file,
                    line: number,
                    problem: .notFields(expected: columns)
                )
            }
            rows.append(Row(line: number, fields: fields.map(String.init)))
        }
        self.file = file
        self.rows = rows
        lineCount = lines.count
    }

    func mistake(_ problem: LinkRuleError.Problem, in row: Row) -> LinkRuleError {
        LinkRuleError(file: file, line: row.line, problem: problem)
    }
}
