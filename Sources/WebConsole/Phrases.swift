public import Foundation

/// The words of the interface, from a file of lines `key = text`.
///
/// `{name}` in a text is a place for a value; lines that begin with `#` are comments.
public struct Phrases: Sendable {
    /// The texts by key.
    let texts: [String: String]

    /// Reads the text of a phrase file; a mistake names its line.
    public init(parsing text: String, file: String) throws(PhraseError) {
        var texts: [String: String] = [:]
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (number, line) in zip(1..., lines) {
            let line = line.trimmingCharacters(in: .whitespaces)
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            guard let equals = line.firstIndex(of: "=") else {
                throw PhraseError(file: file, line: number, reason: "write key = text")
            }
            let key = line[..<equals].trimmingCharacters(in: .whitespaces)
            let value = line[line.index(after: equals)...].trimmingCharacters(in: .whitespaces)
            guard texts.updateValue(value, forKey: key) == nil else {
                throw PhraseError(file: file, line: number, reason: "\(key) stands there twice")
            }
        }
        self.texts = texts
    }

    /// Reads a phrase file.
    public init(contentsOf url: URL) throws(PhraseError) {
        let text: String
        do {
            text = try String(contentsOf: url, encoding: .utf8)
        } catch {
            throw PhraseError(file: url.path, line: nil, reason: "the file cannot be read")
        }
        try self.init(parsing: text, file: url.lastPathComponent)
    }

    /// The text of a key with its places filled; the key itself when the file lacks it.
    func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
        var text = texts[key] ?? key
        for (name, value) in values { text = text.replacing("{\(name)}", with: value) }
        return text
    }

    /// The text for a number of things: `key_one` for 1, else `key_other`, with `{n}` filled.
    func count(_ key: String, _ number: Int) -> String {
        self(number == 1 ? "\(key)_one" : "\(key)_other", ["n": "\(number)"])
    }
}

/// A mistake in a phrase file.
public struct PhraseError: Error, Hashable, CustomStringConvertible {
    /// The file.
    public let file: String
    /// The line, from 1; `nil` for the file as a whole.
    public let line: Int?
    /// What is wrong.
    public let reason: String

    /// The mistake with its place.
    public var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(reason)" }
}
