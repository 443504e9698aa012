extension WordScanner {
    private static let zeroWidthJoiner: UInt32 = 0x200D
    private static let skinTones: ClosedRange<UInt32> = 0x1F3FB...0x1F3FF
    private static let tags: ClosedRange<UInt32> = 0xE0020...0xE007F
    private static let genderSigns: [UInt32] = [0x2640, 0x2642]

    /// Reads a picture with all that is joined to it; skin tone and gender leave the folded form.
    mutating func scanEmoji(_ text: borrowing Span<UInt8>) {
        let start = position
        let foldedStart = formEnd
        let (first, end) = scalar(at: position, text)
        append(first)
        position = end
        while position < text.count {
            let (value, end) = UTF8Scalars.scalar(at: position, in: text)
            if value == Self.zeroWidthJoiner, readJoinedPicture(at: end, text) { continue }
            guard
                Self.skinTones.contains(value) || Self.tags.contains(value)
                    || FoldedScalar(value).role == .mark
            else { break }
            position = end
        }
        add(from: start, folded: foldedStart..<formEnd, kind: .emoji)
    }

    /// Reads the picture behind a joiner.
    private mutating func readJoinedPicture(at index: Int, _ text: borrowing Span<UInt8>) -> Bool {
        guard index < text.count else { return false }
        let (value, end) = UTF8Scalars.scalar(at: index, in: text)
        guard FoldedScalar(value).role == .emoji else { return false }
        if !Self.genderSigns.contains(value) { append(FoldedScalar(value)) }
        position = end
        return true
    }

    /// Reads two regional indicators as one flag, or one that stands alone.
    mutating func scanFlag(_ text: borrowing Span<UInt8>) {
        let start = position
        let foldedStart = formEnd
        for _ in 0..<2 where position < text.count {
            let (scalar, end) = scalar(at: position, text)
            guard scalar.role == .regionalIndicator else { break }
            append(scalar)
            position = end
        }
        add(from: start, folded: foldedStart..<formEnd, kind: .emoji)
    }
}

// MARK: - Emoticons of ASCII signs

extension WordScanner {
    /// Reads `:-)`, `;)`, `>:(`, `:'(`, `<3`, `^^` and their like when one starts here.
    ///
    /// A mouth drawn longer (`:)))`) folds to the plain one.
    mutating func scanEmoticon(_ text: borrowing Span<UInt8>) -> Bool {
        guard let mouth = emoticonMouth(text) else { return false }
        var end = mouth + 1
        while end < text.count, text[end] == text[mouth] { end += 1 }
        guard end == text.count || ByteKind(text[end]).isDisjoint(with: .alphanumeric)
        else { return false }
        if text[mouth] == UInt8(ascii: "/"), end - mouth > 1 { return false }
        let start = position
        position = end
        add(from: start, folded: start..<(mouth + 1), kind: .emoji)
        return true
    }

    /// The offset of the mouth of an emoticon that starts here, or of the last sign of a heart.
    private func emoticonMouth(_ text: borrowing Span<UInt8>) -> Int? {
        func sign(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }
        var index = position
        if sign(index) == UInt8(ascii: "<") {
            index += sign(index + 1) == UInt8(ascii: "/") ? 2 : 1
            return sign(index) == UInt8(ascii: "3") && !touchesWord ? index : nil
        }
        if sign(index) == UInt8(ascii: "^") {
            index += sign(index + 1) == UInt8(ascii: "_") ? 2 : 1
            return sign(index) == UInt8(ascii: "^") && !touchesWord ? index : nil
        }
        if sign(index) == UInt8(ascii: ">") { index += 1 }
        guard ":;=".utf8.contains(sign(index)) else { return nil }
        index += 1
        if sign(index) == UInt8(ascii: "'") { index += 1 }
        if "-^~".utf8.contains(sign(index)) { index += 1 }
        if ")(][}{|*\\".utf8.contains(sign(index)) { return index }
        // Letters, digits and slashes make a mouth only away from words: not in "a:b" or "http:/".
        return "DPpOoSs3/$@".utf8.contains(sign(index)) && !touchesWord ? index : nil
    }
}
