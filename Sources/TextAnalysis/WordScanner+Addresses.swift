extension WordScanner {
    /// The longest part of an e-mail address before the sign, in bytes (RFC 5321, 4.5.3.1.1).
    private static let longestLocalPart = 64
    private static let schemes = ["http", "https", "ftp"].map { Array($0.utf8) }
    private static let webHost = Array("www".utf8)

    /// Reads on when the word just read begins an address; whether one was added.
    mutating func isAddress(
        from start: Int,
        folded form: Range<Int>,
        _ text: borrowing Span<UInt8>
    ) -> Bool {
        switch text[position] {
        case UInt8(ascii: ":"):
            guard position + 3 < text.count, text[position + 1] == UInt8(ascii: "/"),
                text[position + 2] == UInt8(ascii: "/"),
                Self.schemes.contains(where: { $0[...] == folded[form] })
            else { return false }
            readWebAddress(from: start, text)
            return true
        case UInt8(ascii: "."):
            guard Self.webHost[...] == folded[form], startsWord(at: position + 1, text)
            else { return false }
            readWebAddress(from: start, text)
            return true
        case UInt8(ascii: "@"):
            return readMailAddress(from: start, text)
        default: return false
        }
    }

    /// Reads up to white space or a sign that no address contains, without punctuation at its end.
    private mutating func readWebAddress(from start: Int, _ text: borrowing Span<UInt8>) {
        var end = position
        while end < text.count, let next = addressScalarEnd(at: end, text) { end = next }
        end = endWithoutPunctuation(start..<end, text)
        position = max(end, position)
        let form = foldedForm(of: start..<position, text)
        add(from: start, folded: form, kind: .address)
    }

    /// The offset behind a scalar that may stand in a web address.
    private func addressScalarEnd(at index: Int, _ text: borrowing Span<UInt8>) -> Int? {
        if text[index] >= 0x80 {
            let (scalar, end) = scalar(at: index, text)
            return scalar.isWordPart ? end : nil
        }
        switch text[index] {
        case 0...0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "^"),
            UInt8(ascii: "`"):
            return nil
        default: return index + 1
        }
    }

    /// Leaves off the punctuation of the sentence around an address, and a bracket not opened in
    /// it.
    private func endWithoutPunctuation(_ range: Range<Int>, _ text: borrowing Span<UInt8>) -> Int {
        var end = range.upperBound
        var balance = 0
        for index in range {
            if text[index] == UInt8(ascii: "(") { balance += 1 }
            if text[index] == UInt8(ascii: ")") { balance -= 1 }
        }
        while end > range.lowerBound {
            let byte = text[end - 1]
            let isOpenEnded = byte == UInt8(ascii: ")") && balance < 0
            guard isOpenEnded || Self.endsSentences(byte) else { break }
            if isOpenEnded { balance += 1 }
            end -= 1
        }
        return end
    }

    /// Whether a sign at the end of an address belongs to the sentence around it.
    private static func endsSentences(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
            UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "'"), UInt8(ascii: "*"),
            UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "]"):
            true
        default: false
        }
    }

    /// Reads an e-mail address whose `@` stands here; takes back the words of its local part.
    private mutating func readMailAddress(
        from start: Int,
        _ text: borrowing Span<UInt8>
    ) -> Bool {
        guard let end = domainEnd(from: position + 1, text) else { return false }
        var local = start
        let lowest = max(0, position - Self.longestLocalPart)
        while local > lowest, isLocalPart(text[local - 1]) { local -= 1 }
        while let word = words.last, word.start >= local {
            gap = word.gap
            words.removeLast()
        }
        if let word = words.last { local = max(local, word.end) }
        while local < start, ByteKind(text[local]).isDisjoint(with: .alphanumeric) {
            local += 1
        }
        position = end
        let form = foldedForm(of: local..<end, text)
        add(from: local, folded: form, kind: .address)
        return true
    }

    private func isLocalPart(_ byte: UInt8) -> Bool {
        !ByteKind(byte).isDisjoint(with: .alphanumeric) || ".+-_".utf8.contains(byte)
    }

    /// The end of a domain with at least two labels that starts at `index`.
    private func domainEnd(from index: Int, _ text: borrowing Span<UInt8>) -> Int? {
        var end = index
        var lastPoint: Int?
        while end < text.count {
            let byte = text[end]
            let isLabelByte = !ByteKind(byte).isDisjoint(with: .alphanumeric)
            let continues =
                end + 1 < text.count
                && !ByteKind(text[end + 1]).isDisjoint(with: .alphanumeric)
            if byte == UInt8(ascii: "."), continues {
                lastPoint = end
            } else if !isLabelByte, !(byte == UInt8(ascii: "-") && continues) {
                break
            }
            end += 1
        }
        guard let lastPoint, lastPoint > index, end > lastPoint + 1 else { return nil }
        return end
    }
}
