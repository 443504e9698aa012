import EarshotModel

/// How people write times and sizes in settings.
enum DurationText {
    /// A time such as `250ms`, `30s`, `15m`, `8h` or `7d`; `nil` for anything else.
    static func duration(_ text: String) -> Duration? {
        guard let (number, unit) = parts(of: text), number <= 1_000_000 else { return nil }
        return switch unit {
        case "ms": .milliseconds(number)
        case "s": .seconds(number)
        case "m": .minutes(number)
        case "h": .hours(number)
        case "d": .days(number)
        default: nil
        }
    }

    /// A size in bytes such as `4096`, `500KiB` or `16MiB`; `nil` for anything else.
    static func bytes(_ text: String) -> Int? {
        guard let (number, unit) = parts(of: text), number <= 1_000_000_000 else { return nil }
        return switch unit {
        case "", "B": number
        case "KiB": number * 1024
        case "MiB" where number <= 1_000_000: number * 1_048_576
        default: nil
        }
    }

    private static func parts(of text: String) -> (Int, Substring)? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits) else { return nil }
        return (number, text.dropFirst(digits.count).drop { $0 == " " })
    }
}
