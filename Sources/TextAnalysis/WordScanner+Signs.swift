extension WordScanner {
    /// Reads an ASCII sign: punctuation, an emoticon, the start of a handle.
    mutating func scanSign(_ byte: UInt8, _ text: borrowing Span<UInt8>) {
        switch byte {
        case UInt8(ascii: "@"), UInt8(ascii: "#"):
            if scanHandle(text) { return }
        case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "<"),
            UInt8(ascii: ">"), UInt8(ascii: "^"):
            if byte == UInt8(ascii: ">") { traits.insert(.quotes) }
            if scanEmoticon(text) { return }
        default: break
        }
        switch byte {
        case 0x0A...0x0D: raise(to: .sentence)
        case 0x09: raise(to: .space)
        case UInt8(ascii: "."): meetPoint(text)
        case UInt8(ascii: "!"): meet(.exclamation)
        case UInt8(ascii: "?"): meet(.question)
        case UInt8(ascii: "\""):
            traits.insert(.quotes)
            raise(to: .comma)
        case UInt8(ascii: "-"): meetHyphen(text)
        case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"),
            UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "{"), UInt8(ascii: "}"):
            raise(to: .comma)
        default: break
        }
        position += 1
    }

    /// A full stop ends a sentence, but not inside `example.com`, `e.g.` or `U.S.`.
    private mutating func meetPoint(_ text: borrowing Span<UInt8>) {
        let next = position + 1 < text.count ? ByteKind(text[position + 1]) : []
        if touchesWord, let last = words.last {
            if !next.isEmpty { innerPoints += 1 }
            let isInitial = last.end - last.start == 1 && last.kind == .word
            if isInitial || next == .lower || next == .digit { return }
        }
        raise(to: .sentence)
    }

    /// A hyphen parts clauses only when it stands for a dash.
    private mutating func meetHyphen(_ text: borrowing Span<UInt8>) {
        guard position + 1 < text.count else { return }
        let next = text[position + 1]
        let isDash = next == UInt8(ascii: "-") || next == 0x20 && !touchesWord
        if isDash { raise(to: .comma) }
    }
}

// MARK: - Handles

extension WordScanner {
    /// Reads `@name`, `@name@host` or `#tag` when one starts here.
    private mutating func scanHandle(_ text: borrowing Span<UInt8>) -> Bool {
        guard !touchesWord else { return false }
        let start = position
        let sign = text[start]
        position += 1
        var hasLetter = readHandleName(text)
        if sign == UInt8(ascii: "@") {
            while position > start + 1, readHandleJoint(text) {
                hasLetter = readHandleName(text) || hasLetter
            }
        }
        guard hasLetter else {
            position = start
            return false
        }
        let form = foldedForm(of: start..<position, text)
        add(from: start, folded: form, kind: .handle)
        return true
    }

    /// Reads letters, digits and underscores; whether there was a letter.
    private mutating func readHandleName(_ text: borrowing Span<UInt8>) -> Bool {
        var hasLetter = false
        while position < text.count {
            let eight = EightKinds(at: position, of: kinds.span.bytes)
            if eight.run > 0 {
                if eight.hasLetter { hasLetter = true }
                position += eight.run
                continue
            }
            let (scalar, end) = scalar(at: position, text)
            switch scalar.role {
            case .letter, .spacelessLetter: hasLetter = true
            case .digit, .mark: break
            case _ where text[position] == UInt8(ascii: "_"): break
            default: return hasLetter
            }
            position = end
        }
        return hasLetter
    }

    /// Reads the `@`, the point or the hyphen inside the handle of a federated network.
    private mutating func readHandleJoint(_ text: borrowing Span<UInt8>) -> Bool {
        guard position + 1 < text.count else { return false }
        let byte = text[position]
        guard byte == UInt8(ascii: "@") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-"),
            ByteKind(text[position + 1]) == .lower
        else { return false }
        position += 1
        return true
    }
}
