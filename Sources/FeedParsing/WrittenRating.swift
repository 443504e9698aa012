import EarshotModel

/// Finds the stars that a reviewer writes as text: "4/5", "★★☆☆☆", "(2 stars)", "3 von 5".
///
/// It reads titles, and of a text only its beginning and its end, where ratings stand. A fraction
/// counts when nothing else is joined to it, so that "24/7", "1/2 cup", dates and "part 3 of 5"
/// give none; one star alone is an ornament.
struct WrittenRating {
    private let bytes: [UInt8]

    /// The rating of an entry; `nil` when it names none, or several that differ.
    static func rating(title: String, text: String) -> EntryRating? {
        if let rating = WrittenRating(Array(title.utf8)).only { return rating }
        let text = text.utf8
        guard text.count > readBytes * 2 else { return WrittenRating(Array(text)).only }
        let head = WrittenRating(Array(text.prefix(readBytes))).only
        return head ?? WrittenRating(Array(text.suffix(readBytes))).only
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The rating, when there is one and no second that differs.
    private var only: EntryRating? {
        var found: EntryRating?
        var position = 0
        while position < bytes.count {
            guard let (rating, end) = rating(at: position) else {
                position += 1
                continue
            }
            guard found == nil || found == rating else { return nil }
            found = rating
            position = end
        }
        return found
    }

    private func rating(at position: Int) -> (EntryRating, end: Int)? {
        switch bytes[position] {
        case 0xE2: return stars(at: position)
        case let byte where byte.isASCIIDigit: return number(at: position)
        default: return nil
        }
    }

    // MARK: - Stars

    /// `★★★½`, `★★☆☆☆`, `⭐⭐⭐`: filled ones of all that stand there, of five where none is empty.
    private func stars(at start: Int) -> (EntryRating, end: Int)? {
        var position = start
        var filled = 0
        var empty = 0
        var half = 0.0
        guard !isStar(at: start - 3) else { return nil }
        while position + 2 < bytes.count, filled + empty < Self.mostStars {
            switch (bytes[position], bytes[position + 1], bytes[position + 2]) {
            case (0xE2, 0x98, 0x85), (0xE2, 0xAD, 0x90): filled += 1
            case (0xE2, 0x98, 0x86): empty += 1
            default:
                guard position > start else { return nil }
                return rating(filled, empty, half, end: position)
            }
            position += 3
            // The variation selector that makes a star an emoji.
            if position + 2 < bytes.count, bytes[position] == 0xEF, bytes[position + 1] == 0xB8 {
                position += 3
            }
            if position + 1 < bytes.count, bytes[position] == 0xC2, bytes[position + 1] == 0xBD {
                half = 0.5
                position += 2
            }
        }
        return position > start ? rating(filled, empty, half, end: position) : nil
    }

    private func isStar(at index: Int) -> Bool {
        guard index >= 0, index + 2 < bytes.count, bytes[index] == 0xE2 else { return false }
        let rest = (bytes[index + 1], bytes[index + 2])
        return rest == (0x98, 0x85) || rest == (0x98, 0x86) || rest == (0xAD, 0x90)
    }

    private func rating(
        _ filled: Int,
        _ empty: Int,
        _ half: Double,
        end: Int
    ) -> (EntryRating, end: Int)? {
        let all = filled + empty + (half > 0 && empty > 0 ? 1 : 0)
        let highest = empty > 0 ? max(all, Self.usualStars) : Self.usualStars
        let value = Double(filled) + half
        guard filled + empty > 1, value <= Double(highest) else { return nil }
        return (EntryRating(value: value, lowest: nil, highest: Double(highest)), end)
    }

    // MARK: - Numbers

    /// `4/5`, `3.5 / 5`, `8/10`, `3 von 5`, `4 out of 5 stars`, `2 stars`, `4 Sterne`.
    private func number(at start: Int) -> (EntryRating, end: Int)? {
        guard isBoundary(start - 1), !isCounted(before: start),
            let (value, behind) = decimal(at: start)
        else { return nil }
        let joint = skipBlanks(from: behind)
        if joint < bytes.count, bytes[joint] == UInt8(ascii: "/") {
            return scaled(value, at: skipBlanks(from: joint + 1))
        }
        guard joint > behind else { return nil }
        let (word, wordEnd) = word(at: joint)
        if Self.joints.contains(word) {
            var next = skipBlanks(from: wordEnd)
            if word == "out" {
                guard self.word(at: next).text == "of" else { return nil }
                next = skipBlanks(from: next + 2)
            }
            return scaled(value, at: next)
        }
        let most = Double(Self.usualStars)
        guard Self.starWords.contains(word), value <= most, isPhraseEnd(wordEnd) else { return nil }
        return (EntryRating(value: value, lowest: nil, highest: most), wordEnd)
    }

    /// The rating out of the number that stands here, which is the best that can be had.
    private func scaled(_ value: Double, at start: Int) -> (EntryRating, end: Int)? {
        guard let (highest, end) = decimal(at: start), Self.scales.contains(highest),
            value <= highest, isBoundary(end)
        else { return nil }
        return (EntryRating(value: value, lowest: nil, highest: highest), end)
    }

    /// Whether the number counts the parts of something: "part 3 of 5", "Folge 2/5".
    private func isCounted(before start: Int) -> Bool {
        var end = start
        while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == UInt8(ascii: "#") { end -= 1 }
        var first = end
        while first > 0, bytes[first - 1].isASCIILetter || bytes[first - 1] >= 0x80 { first -= 1 }
        return Self.partWords.contains(word(at: first).text)
    }

    /// Whether the words end here, as "2 stars" does and "5 star hotel" does not.
    private func isPhraseEnd(_ end: Int) -> Bool {
        guard end < bytes.count, bytes[end] == 0x20 else { return true }
        return end + 1 >= bytes.count || !bytes[end + 1].isASCIILetter
    }

    /// At most two digits, and one behind a point or a comma.
    private func decimal(at start: Int) -> (value: Double, end: Int)? {
        var end = start
        var value = 0.0
        while end < bytes.count, bytes[end].isASCIIDigit, end - start < 3 {
            value = value * 10 + Double(bytes[end] - 0x30)
            end += 1
        }
        guard end > start, end - start < 3 else { return nil }
        if end + 1 < bytes.count, bytes[end + 1].isASCIIDigit,
            bytes[end] == UInt8(ascii: ".") || bytes[end] == UInt8(ascii: ",")
        {
            value += Double(bytes[end + 1] - 0x30) / 10
            end += 2
            if end < bytes.count, bytes[end].isASCIIDigit { return nil }
        }
        return (value, end)
    }

    private func skipBlanks(from start: Int) -> Int {
        var index = start
        while index < bytes.count, index - start < 2, bytes[index] == 0x20 { index += 1 }
        return index
    }

    private func word(at start: Int) -> (text: String, end: Int) {
        var end = start
        while end < bytes.count, end - start < 16, bytes[end].isASCIILetter || bytes[end] >= 0x80 {
            end += 1
        }
        return (String(decoding: bytes[start..<end], as: UTF8.self).lowercased(), end)
    }

    /// Whether what stands there neither goes on with a number nor makes it a date or an address.
    private func isBoundary(_ index: Int) -> Bool {
        guard bytes.indices.contains(index) else { return true }
        switch bytes[index] {
        case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "%"),
            UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "$"), UInt8(ascii: "#"):
            return false
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"):
            return !(index + 1 < bytes.count && bytes[index + 1].isASCIIDigit)
        case let byte: return !byte.isASCIIDigit && !byte.isASCIILetter
        }
    }

    private static let readBytes = 40
    private static let usualStars = 5
    private static let mostStars = 10
    private static let scales: Set<Double> = [5, 10]
    /// What stands between the number of stars and the most that can be had.
    private static let joints: Set<String> = [
        "out", "von", "sur", "de", "di", "van", "av", "af", "z", "na", "dari", "daripada",
        "из", "з", "από",
    ]
    private static let partWords: Set<String> = [
        "part", "parts", "teil", "del", "parte", "partie", "część", "deel", "bahagian", "bagian",
        "episode", "folge", "chapter", "kapitel", "page", "seite", "sida", "day", "tag", "dag",
        "week", "vol", "volume", "no", "nr", "step", "round", "часть",
    ]
    private static let starWords: Set<String> = [
        "star", "stars", "stern", "sterne", "sternen", "étoile", "étoiles", "estrella",
        "estrellas", "estrela", "estrelas", "stella", "stelle", "ster", "sterren", "stjärna",
        "stjärnor", "stjerne", "stjerner", "gwiazdka", "gwiazdki", "gwiazdek", "bintang", "yıldız",
        "звезда", "звезды", "звёзд", "звезд", "நட்சத்திரம்",
        "நட்சத்திரங்கள்",
    ]
}
