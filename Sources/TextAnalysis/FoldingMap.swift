/// Which scalars do not fold to themselves, and what they fold to.
struct FoldingMap: Sendable {
    /// The map that `FoldingData` describes.
    static let standard = FoldingMap(reading: [FoldingData.alphabets, FoldingData.compatibility])

    private let keys: [UInt32]
    /// Where in `bytes` each key's folded form starts; one more than there are keys.
    private let starts: [UInt32]
    private let bytes: [UInt8]

    /// Reads tables in the format of `FoldingData`, in ascending order of their keys.
    init(reading tables: [String]) {
        var reader = EntryReader()
        for table in tables {
            for entry in table.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) {
                reader.read(entry)
            }
        }
        keys = reader.keys
        starts = reader.starts
        bytes = reader.bytes
    }

    /// How many scalars do not fold to themselves, without ASCII and Hangul syllables.
    var count: Int { keys.count }

    /// What the scalar folds to in UTF-8, or `nil` when it folds to itself; logarithmic.
    func folded(_ scalar: UInt32) -> ArraySlice<UInt8>? {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < scalar { low = middle + 1 } else { high = middle }
        }
        guard low < keys.count, keys[low] == scalar else { return nil }
        return bytes[Int(starts[low])..<Int(starts[low + 1])]
    }
}

/// Unpacks the entries of `FoldingData`.
private struct EntryReader {
    var keys: [UInt32] = []
    var starts: [UInt32] = [0]
    var bytes: [UInt8] = []

    mutating func read(_ entry: Substring.UTF8View.SubSequence) {
        let sides = entry.split(maxSplits: 1, omittingEmptySubsequences: false) {
            UInt8(ascii: "=") <= $0 && $0 <= UInt8(ascii: ">") || $0 == UInt8(ascii: "~")
        }
        guard sides.count == 2 else { return }
        let sign = entry[sides[0].endIndex]
        let step: UInt32 =
            switch sign {
            case UInt8(ascii: ">"): 1
            case UInt8(ascii: "~"): 2
            default: 0
            }
        let key = sides[0].split(separator: UInt8(ascii: "+"))
        let values = sides[1].split(separator: UInt8(ascii: ",")).map { Self.number($0) }
        let isEveryOther = key.count == 2 && key[1].last == UInt8(ascii: ":")
        let repetitions = key.count == 2 ? Self.number(key[1]) : 1
        for index in 0..<repetitions {
            keys.append(Self.number(key[0]) + index * (isEveryOther ? 2 : 1))
            for value in values { UTF8Scalars.append(value + index * step, to: &bytes) }
            starts.append(UInt32(bytes.count))
        }
    }

    /// The hexadecimal number; other characters than digits are skipped.
    private static func number(_ digits: Substring.UTF8View.SubSequence) -> UInt32 {
        digits.reduce(0) { sum, digit in
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): sum << 4 | UInt32(digit - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): sum << 4 | UInt32(digit - 0x57)
            default: sum
            }
        }
    }
}
