import EarshotModel

/// A text cut into pieces: plain, a brand's name, or evidence with its worth.
struct MarkedText {
    /// One piece of a text.
    struct Piece: Hashable {
        enum Kind: Hashable {
            case plain
            case brand
            case evidence(points: Int, note: String)
        }

        let text: String
        let kind: Kind
    }

    let pieces: [Piece]

    /// Cuts a text by spans that count its UTF-8 bytes; of overlapping ones the first counts, and
    /// those that do not fit the text are left out.
    init(_ text: String, marks: [(span: TextSpan, kind: Piece.Kind)]) {
        let bytes = text.utf8
        var pieces: [Piece] = []
        var position = bytes.startIndex
        for mark in marks.sorted(by: { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }
        ) {
            guard
                let start = bytes.index(
                    bytes.startIndex,
                    offsetBy: mark.span.start,
                    limitedBy: bytes.endIndex
                ),
                let end = bytes.index(
                    bytes.startIndex,
                    offsetBy: mark.span.end,
                    limitedBy: bytes.endIndex
                ),
                start >= position, start < end, let marked = String(bytes[start..<end])
            else { continue }
            if position < start, let before = String(bytes[position..<start]) {
                pieces.append(Piece(text: before, kind: .plain))
            }
            pieces.append(Piece(text: marked, kind: mark.kind))
            position = end
        }
        if position < bytes.endIndex, let rest = String(bytes[position...]) {
            pieces.append(Piece(text: rest, kind: .plain))
        }
        self.pieces = pieces
    }

    /// The pieces line by line, without empty lines.
    var paragraphs: [[Piece]] {
        var lines: [[Piece]] = [[]]
        for piece in pieces {
            let parts = piece.text.split(
                omittingEmptySubsequences: false,
                whereSeparator: \.isNewline
            )
            for (index, part) in parts.enumerated() {
                if index > 0 { lines.append([]) }
                if !part.isEmpty {
                    lines[lines.count - 1].append(Piece(text: String(part), kind: piece.kind))
                }
            }
        }
        return lines.filter { !$0.isEmpty }
    }
}
