import EarshotModel
import TextAnalysis

/// Counts words of others less: lines that begin with `>`, as quotations are kept, and whole
/// sayings in quotation marks.
struct Quotations: ScoringRule {
    static let causes: Marks = .quotations

    /// The numbers of the rule.
    struct Shares: Sendable {
        /// What is left of an opinion in a quoted line, in thousandths.
        let line: Int
        /// What is left of one between quotation marks.
        let marked: Int
        /// How many words between quotation marks are a saying; fewer are a name or emphasis.
        let leastWords: Int
    }

    private let shares: Shares
    private var lines: [Range<Int>] = []
    private var sayings: [Range<Int>] = []

    /// Creates the quotations of a text without any.
    init(_ shares: Shares) {
        self.shares = shares
    }

    /// Whether there are none.
    var isEmpty: Bool { lines.isEmpty && sayings.isEmpty }

    /// Finds the quotations of a text; linear in its bytes.
    mutating func find(in text: AnalysedText) {
        if !lines.isEmpty { lines.removeAll(keepingCapacity: true) }
        if !sayings.isEmpty { sayings.removeAll(keepingCapacity: true) }
        guard text.traits.contains(.quotes) else { return }
        var start = 0
        let bytes = text.bytes
        while start < bytes.count {
            let rest = bytes[start...]
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            if Self.isQuoted(bytes[start..<end]) {
                lines.append(start..<end)
            } else {
                addSayings(in: bytes[start..<end])
            }
            start = end + 1
        }
    }

    /// Takes sayings for the writer's own words where no opinion stands outside of them.
    mutating func settle(_ hits: [Hit]) {
        guard !sayings.isEmpty else { return }
        let speaksElsewhere = hits.contains { hit in
            hit.span.field == .title
                || !Self.holds(sayings, hit.span.start) && !Self.holds(lines, hit.span.start)
        }
        if !speaksElsewhere { sayings.removeAll(keepingCapacity: true) }
    }

    /// Whether a place of the text stands in a quoted line, where nobody asks or complains.
    func isLine(at span: TextSpan) -> Bool {
        span.field == .text && Self.holds(lines, span.start)
    }

    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger) {
        guard hit.span.field == .text else { return }
        let share: Int
        if Self.holds(lines, hit.span.start) {
            share = shares.line
        } else if Self.holds(sayings, hit.span.start) {
            share = shares.marked
        } else {
            return
        }
        hit.change(to: hit.value.scaled(by: share), by: .quoted, over: nil, &ledger)
    }

    // MARK: -

    /// Whether `>` opens the line and no emoticon such as `>:(`.
    private static func isQuoted(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.first == UInt8(ascii: ">"), let next = line.dropFirst().first else {
            return false
        }
        switch next {
        case UInt8(ascii: " "), UInt8(ascii: ">"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...:
            return true
        default: return false
        }
    }

    /// Finds what stands between two quotation marks of one kind.
    private mutating func addSayings(in line: ArraySlice<UInt8>) {
        var open: (mark: QuotationMark, end: Int)?
        var words = 0
        var isBetweenWords = true
        var index = line.startIndex
        while index < line.endIndex {
            guard let mark = QuotationMark(at: index, in: line) else {
                let isSpace = line[index] == UInt8(ascii: " ")
                if isBetweenWords, !isSpace { words += 1 }
                isBetweenWords = isSpace
                index += 1
                continue
            }
            let end = index + mark.length
            if let begun = open, begun.mark == mark {
                if words >= shares.leastWords { sayings.append(begun.end..<index) }
                open = nil
            } else if open == nil, Self.mayOpen(at: index, in: line) {
                (open, words, isBetweenWords) = ((mark, end), 0, true)
            }
            index = end
        }
    }

    /// Whether nothing but a space or a bracket stands before a place.
    private static func mayOpen(at index: Int, in line: ArraySlice<UInt8>) -> Bool {
        guard index > line.startIndex else { return true }
        return [UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: "[")].contains(line[index - 1])
    }

    private static func holds(_ ranges: [Range<Int>], _ place: Int) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound <= place { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(place)
    }
}

/// The kinds of quotation marks; those that open and those that close are of one kind, because
/// each language turns them its own way.
private enum QuotationMark {
    case straight, curly, angle

    /// The mark that begins at a byte.
    init?(at index: Int, in line: ArraySlice<UInt8>) {
        switch line[index] {
        case UInt8(ascii: "\""): self = .straight
        case 0xE2 where line[index...].starts(with: [0xE2, 0x80]) && index + 2 < line.endIndex:
            guard (0x9C...0x9E).contains(line[index + 2]) else { return nil }
            self = .curly
        case 0xC2 where index + 1 < line.endIndex:
            guard line[index + 1] == 0xAB || line[index + 1] == 0xBB else { return nil }
            self = .angle
        default: return nil
        }
    }

    /// How many bytes it has.
    var length: Int {
        switch self {
        case .straight: 1
        case .curly: 3
        case .angle: 2
        }
    }
}
