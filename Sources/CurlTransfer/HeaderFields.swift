/// The header fields of an answer, as they came.
///
/// Kept as one block of bytes and read on demand: most fields are never looked at.
public struct HeaderFields: Sendable {
    /// Every line ends with LF; names come first, ended by a colon; no line is a status line.
    private var block: [UInt8] = []

    /// Creates fields out of names and values; for tests and for answers that no server gave.
    public init(_ fields: [(name: String, value: String)] = []) {
        for field in fields {
            block += "\(field.name): \(field.value)".utf8
            block.append(Self.lineFeed)
        }
    }

    /// The value of the first field of that name, in any case; broken UTF-8 is repaired.
    public subscript(name: String) -> String? {
        values(of: name).first.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The value of the only field of that name, exactly as it came.
    ///
    /// `nil` where it is missing, differs from another of that name, is not UTF-8 or holds control
    /// characters: a value that cannot be sent back byte for byte must not be sent back.
    public func verbatim(_ name: String) -> String? {
        let all = values(of: name)
        guard let first = all.first, all.allSatisfy({ $0.elementsEqual(first) }),
            first.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }), !first.isEmpty
        else { return nil }
        return String(validating: first, as: UTF8.self)
    }

    /// The values of all fields of that name, in order; broken UTF-8 is repaired.
    public func all(_ name: String) -> [String] {
        values(of: name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Takes one line, with or without its end; a line begun with a space goes on with the last.
    mutating func append(line: UnsafeRawBufferPointer) {
        let content = line.trimmed
        guard !content.isEmpty else { return }
        let isContinuation = line.first == Self.space || line.first == Self.tab
        if isContinuation, block.last == Self.lineFeed {
            // obs-fold counts as a space (RFC 9112, 5.2).
            block[block.count - 1] = Self.space
        }
        block += content
        block.append(Self.lineFeed)
    }

    /// Forgets all lines.
    mutating func removeAll() {
        block.removeAll(keepingCapacity: true)
    }

    // MARK: -

    private static let lineFeed = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")
    private static let tab = UInt8(ascii: "\t")
    private static let colon = UInt8(ascii: ":")

    private func values(of name: String) -> [ArraySlice<UInt8>] {
        let length = name.utf8.count
        return block.split(separator: Self.lineFeed).compactMap { line in
            guard line.count > length, line[line.startIndex + length] == Self.colon,
                zip(line, name.utf8).allSatisfy({ $0.lowercased == $1.lowercased })
            else { return nil }
            return line[(line.startIndex + length + 1)...].trimmed
        }
    }
}

extension UInt8 {
    /// An ASCII letter in lower case, any other byte as it is.
    fileprivate var lowercased: UInt8 {
        (0x41...0x5a).contains(self) ? self | 0x20 : self
    }

    fileprivate var isBlank: Bool { self == 0x20 || (0x09...0x0d).contains(self) }
}

extension BidirectionalCollection<UInt8> {
    /// Without the blanks and line ends around it.
    fileprivate var trimmed: SubSequence {
        guard let first = firstIndex(where: { !$0.isBlank }),
            let last = lastIndex(where: { !$0.isBlank })
        else { return self[endIndex...] }
        return self[first...last]
    }
}
