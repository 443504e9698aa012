/// What is wrong with a policy, where, and how to mend it.
public struct PolicyProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of mistake, as a code.
    public enum Code: String, CaseIterable, Sendable {
        /// No zone has this name.
        case unknownZone = "unknown_zone"
        /// The calendar has no open time at all.
        case neverOpen = "never_open"
        /// An interval starts or ends outside its day.
        case intervalOutOfRange = "interval_out_of_range"
        /// A holiday is no day of the calendar.
        case badHoliday = "bad_holiday"
        /// A number is smaller than it may be.
        case tooSmall = "too_small"
        /// A number is larger than it may be.
        case tooLarge = "too_large"
        /// A text is missing.
        case missing
    }

    /// The kind of mistake.
    public let code: Code
    /// Where it stands, such as `calendar.week.monday[0].end`; the names are those of the JSON.
    public let keyPath: String
    /// One sentence for whoever must mend it.
    public let sentence: String

    /// Creates a problem.
    public init(code: Code, keyPath: String, sentence: String) {
        self.code = code
        self.keyPath = keyPath
        self.sentence = sentence
    }

    /// The place and the sentence, on one line.
    public var description: String { "\(keyPath): \(sentence)" }

    static func unknownZone(_ name: String) -> PolicyProblem {
        PolicyProblem(
            code: .unknownZone,
            keyPath: "zone",
            sentence: "\(quoted(name)) is no IANA time zone; write one such as Europe/Berlin."
        )
    }

    /// A foreign text in quotation marks, cut and without control characters.
    static func quoted(_ text: String) -> String {
        let visible = text.unicodeScalars.prefix(40).map {
            $0.properties.generalCategory == .control ? "\u{FFFD}" : Character($0)
        }
        return "\"\(String(visible))\""
    }
}
