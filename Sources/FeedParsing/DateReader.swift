/// Reads the fields of a date from left to right, whatever their order.
struct DateReader {
    private let bytes: [UInt8]
    private var position = 0
    private var found = DateFields()

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The fields; `nil` when there is no year, or something contradicts itself.
    mutating func fields() -> DateFields? {
        skipSeparators()
        let isRead = startsWithYear ? readYearFirst() : true
        guard isRead, readRest(), found.year != nil else { return nil }
        return found
    }

    // MARK: - Year first

    /// Whether four digits and no more stand first, or eight as in `20260302`.
    private var startsWithYear: Bool {
        let digits = digitCount(from: position)
        return digits == 4 || digits == 8 || digits == 14
    }

    private mutating func readYearFirst() -> Bool {
        found.year = number(digits: 4)
        guard position < bytes.count else { return true }
        if bytes[position].isASCIIDigit {
            found.month = number(digits: 2)
            found.day = number(digits: 2)
            if digitCount(from: position) == 6 { return readCompactTime() }
        } else {
            readMonthAndDay()
        }
        if position < bytes.count, bytes[position].asciiLowercased == UInt8(ascii: "t") {
            position += 1
            if digitCount(from: position) >= 4 { return readCompactTime() }
        }
        return true
    }

    /// `-03-02`, `/3/2`, `-július-13`, `-061` as the day of the year, `년 05월 28일` in Korean.
    private mutating func readMonthAndDay() {
        let separator = bytes[position]
        guard separator != 0x20 else { return }
        if separator >= 0x80 { found.zone = .korean }
        skipDateSeparators()
        let digits = digitCount(from: position)
        if digits == 0 {
            found.month = monthName(in: word())
        } else if digits == 3, !isDateSeparator(at: position + 3) {
            found.month = 1
            setDayOfYear(number(digits: 3) ?? 0)
            return
        } else {
            found.month = number(digits: 3)
        }
        guard position < bytes.count, bytes[position] != UInt8(ascii: "T") else { return }
        skipDateSeparators()
        guard digitCount(from: position) > 0 else { return }
        found.day = number(digits: 2)
        while position < bytes.count, bytes[position] >= 0x80 { position += 1 }
    }

    private mutating func setDayOfYear(_ day: Int) {
        let starts = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
        let year = found.year ?? 1
        let leapDay = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 1 : 0
        for (index, start) in starts.enumerated() {
            let first = start + (index > 1 ? leapDay : 0)
            if day > first {
                found.month = index + 1
                found.day = day - first
            }
        }
        if day < 1 || day > 365 + leapDay { found.day = 99 }
    }

    private mutating func readCompactTime() -> Bool {
        guard !bytes[position...].prefix(8).contains(UInt8(ascii: ":")) else { return true }
        found.hour = number(digits: 2) ?? 0
        found.minute = number(digits: 2) ?? 0
        found.second = number(digits: 2) ?? 0
        found.hasTime = true
        readFraction()
        return true
    }

    // MARK: - Any order

    private mutating func readRest() -> Bool {
        while true {
            skipSeparators()
            guard position < bytes.count else { return true }
            let byte = bytes[position]
            if byte.isASCIIDigit {
                guard readNumber() else { return false }
            } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
                readOffset(from: 0)
            } else {
                readWord()
            }
        }
    }

    /// A time, a day or a year.
    private mutating func readNumber() -> Bool {
        let digits = digitCount(from: position)
        let behind = position + digits
        if behind < bytes.count, bytes[behind] == UInt8(ascii: ":"), digits <= 2, !found.hasTime {
            return readTime()
        }
        guard digits <= 4, let value = number(digits: 4) else { return false }
        if digits <= 2, found.day == nil {
            found.day = value
        } else if found.year == nil, digits > 1 {
            found.year = digits <= 2 ? value + (value < 50 ? 2000 : 1900) : value
        } else if found.hasTime || digits > 2 {
            return true
        } else {
            found.hour = value
            found.hasTime = true
        }
        return true
    }

    private mutating func readTime() -> Bool {
        found.hasTime = true
        found.hour = number(digits: 2) ?? 99
        position += 1
        guard digitCount(from: position) > 0 else { return false }
        found.minute = number(digits: 2) ?? 99
        guard position < bytes.count, bytes[position] == UInt8(ascii: ":") else { return true }
        position += 1
        found.second = number(digits: 2) ?? 0
        readFraction()
        return true
    }

    /// The digits behind a point or a comma; those beyond milliseconds are passed over.
    private mutating func readFraction() {
        guard position + 1 < bytes.count, bytes[position + 1].isASCIIDigit,
            bytes[position] == UInt8(ascii: ".") || bytes[position] == UInt8(ascii: ",")
        else { return }
        position += 1
        var scale = 100
        while position < bytes.count, bytes[position].isASCIIDigit {
            found.milliseconds += Int(bytes[position] - 0x30) * scale
            scale /= 10
            position += 1
        }
    }

    /// `+0200`, `-05:00`, `+2`; `-2026` in `02-Mar-2026` is no offset.
    private mutating func readOffset(from base: Int) {
        let sign = bytes[position] == UInt8(ascii: "-") ? -1 : 1
        position += 1
        guard found.hasTime, digitCount(from: position) > 0 else { return }
        let digits = digitCount(from: position)
        let hours = number(digits: digits == 3 ? 1 : 2) ?? 0
        if position < bytes.count, bytes[position] == UInt8(ascii: ":") { position += 1 }
        let minutes = number(digits: 2) ?? 0
        guard hours <= 24, minutes < 60 else { return }
        found.zone = .fixed(minutes: base + sign * (hours * 60 + minutes))
    }

    /// A month, a zone, `am` or `pm`; a weekday or anything else is passed over.
    private mutating func readWord() {
        let word = word()
        guard !word.isEmpty else {
            position += 1
            return
        }
        if word == Array("am".utf8) || word == Array("pm".utf8) {
            found.isAfternoon = word.first == UInt8(ascii: "p")
        } else if found.hasTime, let zone = DateZone(name: word) {
            found.zone = zone
            if case .fixed(minutes: let base) = zone, position < bytes.count,
                bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
            {
                readOffset(from: base)
            }
        } else if let month = monthName(in: word), found.year == nil || found.month == nil {
            found.month = month
        }
    }

    // MARK: - Scanning

    private func digitCount(from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index].isASCIIDigit { index += 1 }
        return index - start
    }

    /// Reads at most that many digits; `nil` when none stands here.
    private mutating func number(digits: Int) -> Int? {
        let count = min(digits, digitCount(from: position))
        guard count > 0 else { return nil }
        let value = bytes[position..<(position + count)].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        position += count
        return value
    }

    /// The letters from here on in small letters; a slash or underscore may join a zone's name.
    private mutating func word() -> [UInt8] {
        let start = position
        while position < bytes.count, isWordByte(bytes[position]) { position += 1 }
        let word = bytes[start..<position]
        guard word.contains(where: { $0 >= 0x80 }) else { return word.map(\.asciiLowercased) }
        return Array(String(decoding: word, as: UTF8.self).lowercased().utf8)
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte >= 0x80 || byte == UInt8(ascii: "_")
            || (byte == UInt8(ascii: "/") && position > 0 && bytes[position - 1].isASCIILetter)
    }

    private func monthName(in word: [UInt8]) -> Int? {
        MonthName.month(of: word)
    }

    /// Skips blanks, commas, points and comments in parentheses.
    private mutating func skipSeparators() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "("):
                position =
                    bytes.index(of: UInt8(ascii: ")"), from: position).map { $0 + 1 }
                    ?? bytes.count
            case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: "|"):
                position += 1
            case let byte where byte.isASCIISpace: position += 1
            default: return
            }
        }
    }

    private func isDateSeparator(at index: Int) -> Bool {
        guard index < bytes.count else { return false }
        let byte = bytes[index]
        return byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
    }

    private mutating func skipDateSeparators() {
        while position < bytes.count,
            isDateSeparator(at: position) || bytes[position] >= 0x80 && !isLetterLead(position)
                || bytes[position] == 0x20
        {
            position += 1
        }
    }

    /// Whether a letter of a month's name may begin here: accented Latin, Greek or Cyrillic.
    private func isLetterLead(_ index: Int) -> Bool {
        (0xC3...0xD4).contains(bytes[index])
    }
}
