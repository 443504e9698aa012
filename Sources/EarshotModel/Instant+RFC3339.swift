extension Instant {
    /// The moment as RFC 3339 text in UTC with milliseconds: `2026-03-01T09:30:00.000Z`.
    ///
    /// Years outside 0000–9999 are clamped to that range, because RFC 3339 has four digits.
    public var rfc3339: String {
        let clamped = min(max(rawValue, Self.yearZero), Self.yearTenThousand - 1)
        let second = clamped >= 0 ? clamped / 1000 : (clamped - 999) / 1000
        let day = second >= 0 ? second / 86400 : (second - 86399) / 86400
        let date = CivilDate(daysSinceEpoch: day)
        let inDay = second - day * 86400
        let fraction = clamped - second * 1000
        return "\(digits(date.year, 4))-\(digits(date.month, 2))-\(digits(date.day, 2))T"
            + "\(digits(Int(inDay / 3600), 2)):\(digits(Int(inDay / 60 % 60), 2)):"
            + "\(digits(Int(inDay % 60), 2)).\(digits(Int(fraction), 3))Z"
    }

    /// Reads RFC 3339 text (section 5.6); `nil` for anything else.
    ///
    /// A space or a lower-case `t` may stand between date and time. Fractions beyond milliseconds
    /// are cut. A leap second counts as the first second of the next minute.
    public init?(rfc3339 text: some StringProtocol) {
        var reader = DigitReader(Array(text.utf8))
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2),
            reader.take("-"), let day = reader.number(2), reader.take("T", "t", " "),
            let hour = reader.number(2), reader.take(":"), let minute = reader.number(2),
            reader.take(":"), let second = reader.number(2)
        else { return nil }
        guard let date = CivilDate(year: year, month: month, day: day),
            hour < 24, minute < 60, second < 61
        else { return nil }
        let fraction = reader.take(".") ? reader.milliseconds() : 0
        guard let fraction, let offset = reader.zoneOffsetMinutes(), reader.isAtEnd else {
            return nil
        }
        let inDay = Int64(hour * 3600 + minute * 60 + second)
        let total = date.daysSinceEpoch * 86400 + inDay - Int64(offset * 60)
        self.init(milliseconds: total * 1000 + Int64(fraction))
    }

    private static let yearZero: Int64 = -62_167_219_200_000
    private static let yearTenThousand: Int64 = 253_402_300_800_000

    private func digits(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}

/// Reads fixed-width decimal fields from ASCII text, left to right.
private struct DigitReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func number(_ width: Int) -> Int? {
        guard position + width <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[position..<position + width] {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        position += width
        return value
    }

    mutating func take(_ choices: Unicode.Scalar...) -> Bool {
        guard position < bytes.count, choices.contains(where: { $0.value == bytes[position] })
        else { return false }
        position += 1
        return true
    }

    mutating func milliseconds() -> Int? {
        var value = 0
        var count = 0
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
            if count < 3 { value = value * 10 + Int(bytes[position] - 0x30) }
            count += 1
            position += 1
        }
        guard count > 0 else { return nil }
        for _ in count..<max(count, 3) { value *= 10 }
        return value
    }

    mutating func zoneOffsetMinutes() -> Int? {
        if take("Z", "z") { return 0 }
        let sign = take("+") ? 1 : take("-") ? -1 : 0
        guard sign != 0, let hours = number(2), take(":"), let minutes = number(2), hours < 24,
            minutes < 60
        else { return nil }
        return sign * (hours * 60 + minutes)
    }
}
