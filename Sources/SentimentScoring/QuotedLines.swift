import EarshotModel

/// Counts words of others less: the lines that begin with `>`, as quotations are kept.
struct QuotedLines: ScoringRule {
    private var lines: [Range<Int>] = []
    /// What is left of an opinion in them, in thousandths.
    private let share: Int

    /// Creates the lines of a text without any.
    init(share: Int) {
        self.share = share
    }

    /// Finds the lines of a text; linear in its bytes.
    mutating func find(in bytes: [UInt8]) {
        if !lines.isEmpty { lines.removeAll(keepingCapacity: true) }
        guard bytes.contains(UInt8(ascii: ">")) else { return }
        var start = 0
        while start < bytes.count {
            let rest = bytes[start...]
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            if Self.isQuoted(bytes[start..<end]) { lines.append(start..<end) }
            start = end + 1
        }
    }

    func apply(to hit: inout Hit, in reading: Reading, _ ledger: inout ChangeLedger) {
        guard !lines.isEmpty, hit.span.field == .text, holds(hit.span.start) else { return }
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

    private func holds(_ place: Int) -> Bool {
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].upperBound <= place { low = middle + 1 } else { high = middle }
        }
        return low < lines.count && lines[low].contains(place)
    }
}
