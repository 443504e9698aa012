import EarshotModel
import FeedParsing
import SettingsReading

/// Makes a text out of one row of a file.
struct ReviewReader {
    let map: ImportMap

    /// The review of a row; `nil` when it is a rating without a word.
    func entry(of record: ReviewRecord) throws(ReviewProblem) -> WrittenEntry? {
        let title = record.text(.title, map)
        let text = record.text(.text, map)
        let rating = try rating(record.text(.rating, map))
        guard title != nil || text != nil else {
            guard rating != nil else { throw ReviewProblem("there is no text") }
            return nil
        }
        return WrittenEntry(
            id: record.text(.id, map),
            link: record.text(.link, map),
            title: title,
            text: [rating, text].compactMap(\.self).joined(separator: "\n"),
            author: EntryAuthor(
                name: record.text(.author, map),
                url: record.text(.authorLink, map),
                email: record.text(.email, map)
            ),
            language: record.text(.language, map)?.replacing("_", with: "-") ?? map.language,
            published: try date(record.text(.date, map))
        )
    }

    // MARK: -

    /// Stars, or marks out of ten, as people write them and the judge reads them.
    private func rating(_ text: String?) throws(ReviewProblem) -> String? {
        guard let text else { return nil }
        let word = map.ratingWords.firstIndex { $0.lowercased() == text.lowercased() }
        let number = word.map { Double($0 + 1) } ?? Self.number(in: text)
        let scale = word == nil ? map.ratingScale : map.ratingWords.count
        guard let number, number > 0, number <= Double(scale) else {
            throw ReviewProblem("\"\(text)\" is no rating from 1 to \(scale)")
        }
        guard scale == 5, let full = Int(exactly: number) else {
            let marks = max(1, Int((number / Double(scale) * 10).rounded()))
            return "\(marks)/10"
        }
        return String(repeating: "★", count: full) + String(repeating: "☆", count: 5 - full)
    }

    /// The first number of a text such as "4", "4.5", "4,5" or "4 of 5".
    private static func number(in text: String) -> Double? {
        Double(
            text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
                .replacing(",", with: ".")
        )
    }

    private func date(_ text: String?) throws(ReviewProblem) -> Instant? {
        guard let text else { return nil }
        let numbers = Self.numbers(in: text)
        let moment: Instant?
        switch map.dates {
        case .milliseconds: moment = Int64(text).map { Instant(milliseconds: $0) }
        case .seconds: moment = Int64(text).map { Instant(seconds: $0) }
        case .written:
            guard numbers == nil else {
                throw ReviewProblem(
                    "\"\(text)\" may be two days; the map must say dates: day_first or month_first"
                )
            }
            moment = FeedDate(text)?.instant
        case .dayFirst, .monthFirst:
            let isDayFirst = map.dates == .dayFirst
            let spelling = numbers.map { numbers in
                let (day, month) = isDayFirst ? (numbers.0, numbers.1) : (numbers.1, numbers.0)
                return "\(numbers.2)-\(month)-\(day)\(numbers.3)"
            }
            moment = FeedDate(spelling ?? text)?.instant
        }
        guard let moment else { throw ReviewProblem("\"\(text)\" is no date that can be read") }
        return moment
    }

    /// The parts of "3/10/2026 14:30": two short numbers, the year, and what follows.
    static func numbers(in text: String) -> (Substring, Substring, Substring, Substring)? {
        text.firstMatch(of: #/^(\d{1,2})[\/.\-](\d{1,2})[\/.\-](\d{4})(\D.*)?$/#).map {
            ($0.output.1, $0.output.2, $0.output.3, $0.output.4 ?? "")
        }
    }
}
