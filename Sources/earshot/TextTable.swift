/// Rows of text in columns, for people.
struct TextTable {
    let text: String

    /// Lays out rows; cells are counted in characters, and foreign text must come escaped.
    init(headings: [String], rows: [[String]], rightAligned: Set<Int> = []) {
        let all = [headings] + rows
        let widths = headings.indices.map { column in
            all.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        let lines = all.map { row in
            let cells = headings.indices.map { column in
                let cell = row.indices.contains(column) ? row[column] : ""
                let space = String(repeating: " ", count: max(0, widths[column] - cell.count))
                return rightAligned.contains(column) ? space + cell : cell + space
            }
            let line = cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
        }
        text = lines.joined()
    }
}
