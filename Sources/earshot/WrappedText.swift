/// Foreign text as lines of limited width: its own paragraphs kept, made harmless for a terminal.
struct WrappedText {
    let lines: [String]

    /// Breaks at blanks; a word that is too long is cut, an address stays whole to be opened.
    init(_ text: String, width: Int, indent: Int = 0) {
        let room = max(width - indent, 1)
        let margin = String(repeating: " ", count: indent)
        let paragraphs = text.split(
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        )
        lines = paragraphs.flatMap { paragraph in
            Self.lines(of: Terminal.escaped(String(paragraph)), room).map {
                $0.isEmpty ? "" : margin + $0
            }
        }
    }

    // MARK: -

    private static func lines(of paragraph: String, _ room: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in paragraph.split(separator: " ").flatMap({ pieces(of: $0, room) }) {
            if line.isEmpty {
                line = word
            } else if line.count + 1 + word.count <= room {
                line += " " + word
            } else {
                lines.append(line)
                line = word
            }
        }
        return lines + [line]
    }

    private static func pieces(of word: Substring, _ room: Int) -> [String] {
        guard word.count > room, !word.contains("://") else { return [String(word)] }
        var rest = word
        var pieces: [String] = []
        while !rest.isEmpty {
            pieces.append(String(rest.prefix(room)))
            rest = rest.dropFirst(room)
        }
        return pieces
    }
}

/// Names and values under one another; what has no value is left out.
struct FieldList {
    let lines: [String]

    init(_ fields: [(name: String, value: String)], width: Int) {
        let shown = fields.filter { !$0.value.isEmpty }
        let column = (shown.map(\.name.count).max() ?? 0) + 3
        lines = shown.flatMap { name, value in
            let wrapped = WrappedText(value, width: width, indent: column).lines
            let first = wrapped.first.map { String($0.dropFirst(column)) } ?? ""
            let gap = String(repeating: " ", count: column - name.count - 1)
            return ["\(name):\(gap)\(first)"] + wrapped.dropFirst()
        }
    }
}

extension JSONValue {
    /// A code in words: `waiting_customer` as "waiting customer".
    var words: String { cell.replacing("_", with: " ") }

    /// A time as people read it: `2026-03-02 08:00 UTC`.
    var moment: String {
        let text = cell
        guard text.count >= 16, text.hasSuffix("Z") else { return text }
        return text.prefix(16).replacing("T", with: " ") + " UTC"
    }
}
