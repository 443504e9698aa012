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

    /// The mistake as `earshot.yaml:12: poll.slots: "many" is not a whole number`.
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return key.isEmpty ? "\(place): \(sentence)" : "\(place): \(key): \(sentence)"
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
