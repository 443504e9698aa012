/// A mistake in a file that people wrote: where it is, and what to write instead.
public struct SettingsMistake: Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public let file: String
    /// The line, from 1; `nil` for the file as a whole.
    public let line: Int?
    /// The key, with dots between its levels; empty for the file as a whole.
    public let key: String
    /// What is wrong, and what to write instead.
    public let sentence: String

    /// Reads a mistake that another reader wrote as `en/lexicon.tsv:41: the weight is …`; what has
    /// no such place belongs to the given file.
    public init(parsing text: String, file: String?) {
        let match = text.wholeMatch(of: /([^:\s]+):(?:(\d+):)? (.+)/)
        self.init(
            file: file ?? match.map { String($0.1) } ?? "",
            line: match?.2.flatMap { Int($0) },
            key: "",
            sentence: file == nil ? match.map { String($0.3) } ?? text : text
        )
    }

    init(file: String, line: Int?, key: String, sentence: String) {
        self.file = file
        self.line = line
        self.key = key
        self.sentence = sentence
    }

    /// The mistake as `earshot.yaml:12: poll.slots: "many" is not a whole number; write …`.
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return [place, key, sentence].filter { !$0.isEmpty }.joined(separator: ": ")
    }
}

/// All mistakes of one file; nothing of it is used.
public struct SettingsError: Error, Hashable, CustomStringConvertible {
    /// The mistakes, in the file's order.
    public let mistakes: [SettingsMistake]

    /// The mistakes, one a line.
    public var description: String { mistakes.map(\.description).joined(separator: "\n") }

    init(file: String, line: Int? = nil, key: String = "", _ sentence: String) {
        mistakes = [SettingsMistake(file: file, line: line, key: key, sentence: sentence)]
    }

    init(_ mistakes: [SettingsMistake]) {
        self.mistakes = mistakes
    }
}
