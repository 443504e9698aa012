import Foundation
import Yams

/// A YAML document read key by key; every mistake is kept with its line, so that all are told.
final class YAMLText {
    let file: String
    private let root: Node?
    private(set) var mistakes: [SettingsMistake] = []

    /// Parses the text; a text that is no YAML is a mistake at its line.
    init(_ text: String, file: String) {
        self.file = file
        do {
            root = try Yams.compose(yaml: SurrogatePairs.joined(in: text))
        } catch let error as YamlError {
            root = nil
            mistakes.append(Self.mistake(error, file: file))
        } catch {
            root = nil
            mistakes.append(
                SettingsMistake(file: file, line: nil, key: "", sentence: "\(error)")
            )
        }
    }

    /// The document as a mapping; an empty document has no keys.
    var mapping: YAMLMapping {
        YAMLMapping(of: root, key: "", in: self)
    }

    /// The document's members when it is a list; `nil` otherwise.
    var list: [YAMLMapping]? {
        guard case .sequence(let nodes)? = root else { return nil }
        return mappings(of: nodes, key: "")
    }

    /// The mappings among the members of a list; every other member is reported.
    func mappings(of nodes: Node.Sequence, key: String) -> [YAMLMapping] {
        zip(1..., nodes)
            .map { YAMLMapping(of: $1, key: "\(key)[\($0)]", in: self) }
            .filter(\.isMapping)
    }

    func report(_ sentence: String, key: String, at node: Node?) {
        mistakes.append(
            SettingsMistake(file: file, line: node?.mark?.line, key: key, sentence: sentence)
        )
    }

    /// Throws all mistakes, in the file's order, when there are any.
    func finish() throws(SettingsError) {
        guard mistakes.isEmpty else {
            throw SettingsError(mistakes.sorted { ($0.line ?? 0) < ($1.line ?? 0) })
        }
    }

    private static func mistake(_ error: YamlError, file: String) -> SettingsMistake {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            SettingsMistake(file: file, line: mark.line, key: "", sentence: noYAML(problem))
        case .duplicatedKeysInMapping(let keys, let context):
            SettingsMistake(
                file: file,
                line: context.mark.line,
                key: keys.first ?? "",
                sentence: "it stands here twice; keep one"
            )
        default:
            SettingsMistake(file: file, line: nil, key: "", sentence: noYAML("\(error)"))
        }
    }
}

/// What to tell whoever wrote what is no YAML.
private func noYAML(_ problem: String) -> String {
    "no YAML: \(problem); write \"key: value\" on each line, with spaces before it and "
        + "no tabs, and quotes around what holds a colon or a hash"
}

/// The members of one YAML mapping, read by key.
struct YAMLMapping {
    private let node: Node?
    private let key: String
    private let text: YAMLText

    init(of node: Node?, key: String, in text: YAMLText) {
        self.node = node
        self.key = key
        self.text = text
        if let node, node.mapping == nil, node.null == nil {
            text.report("write keys and values here", key: key, at: node)
        }
    }

    /// Whether nothing stands here.
    var isMissing: Bool { node == nil }

    /// Whether keys and values stand here, or nothing.
    var isMapping: Bool { node.map { $0.mapping != nil || $0.null != nil } ?? true }

    /// Reports every key that is not one of these, with the nearest one, or with all of them.
    func allow(_ keys: [String]) {
        for (name, _) in node?.mapping ?? [:] {
            guard let word = name.scalar?.string else {
                text.report("write a word as the key", key: key, at: name)
                continue
            }
            guard !keys.contains(word) else { continue }
            let nearest = keys.min { distance($0, word) < distance($1, word) } ?? ""
            let hint =
                distance(nearest, word) * 2 <= word.count + 1
                ? "did you mean \"\(nearest)\"?" : "write \(keys.joined(separator: ", "))"
            text.report("there is no such key; \(hint)", key: path(word), at: name)
        }
    }

    /// The value of a key as text; `nil` when it is missing or empty.
    func string(_ name: String) -> String? {
        guard let value = member(name) else { return nil }
        guard let string = value.scalar?.string else {
            report("write a text", name)
            return nil
        }
        guard !string.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            report("write it on one line", name)
            return nil
        }
        return string.allSatisfy(\.isWhitespace) ? nil : string
    }

    /// The value of a key as one of an enumeration's words.
    func word<Word: RawRepresentable & CaseIterable>(_ name: String, _: Word.Type) -> Word?
    where Word.RawValue == String {
        guard let string = string(name) else { return nil }
        guard let word = Word(rawValue: string) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            report("\"\(string)\" is none of \(words)", name)
            return nil
        }
        return word
    }

    /// The value of a key as a whole number within a range.
    func int(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let string = string(name) else { return nil }
        guard let value = Int(string) else {
            report(
                "\"\(string)\" is not a whole number; write one from \(range.lowerBound) to "
                    + "\(range.upperBound)",
                name
            )
            return nil
        }
        guard range.contains(value) else {
            report("write a number from \(range.lowerBound) to \(range.upperBound)", name)
            return nil
        }
        return value
    }

    /// The value of a key as yes or no.
    func bool(_ name: String) -> Bool? {
        guard let value = member(name) else { return nil }
        guard let bool = value.bool else {
            report("write true or false", name)
            return nil
        }
        return bool
    }

    /// The value of a key as a time such as `30s`, `15m`, `8h` or `7d`, within bounds that are
    /// written alike.
    func duration(_ name: String, from least: String, to most: String) -> Duration? {
        guard let string = string(name) else { return nil }
        guard let duration = DurationText.duration(string) else {
            report("\"\(string)\" is no time; write one as 30s, 15m, 8h or 7d", name)
            return nil
        }
        guard let first = DurationText.duration(least), let last = DurationText.duration(most),
            duration >= first, duration <= last
        else {
            report("write a time from \(least) to \(most)", name)
            return nil
        }
        return duration
    }

    /// The value of a key as a size such as `16MiB`, within bounds that are written alike.
    func bytes(_ name: String, from least: String, to most: String) -> Int? {
        guard let string = string(name) else { return nil }
        guard let size = DurationText.bytes(string) else {
            report("\"\(string)\" is no size; write one as 500KiB or 16MiB", name)
            return nil
        }
        guard let first = DurationText.bytes(least), let last = DurationText.bytes(most),
            size >= first, size <= last
        else {
            report("write a size from \(least) to \(most)", name)
            return nil
        }
        return size
    }

    /// The values of a key as texts; a single text counts as a list of one.
    func strings(_ name: String) -> [String]? {
        guard let value = member(name) else { return nil }
        return (value.sequence.map(Array.init) ?? [value]).compactMap { item in
            guard let string = item.scalar?.string, !string.allSatisfy(\.isWhitespace) else {
                let sentence = "write a text or a list of texts, none of them empty"
                text.report(sentence, key: path(name), at: item)
                return nil
            }
            return string
        }
    }

    /// Every key with its text, for mappings whose keys are the writer's own.
    var allStrings: [String: String] {
        let names = (node?.mapping ?? [:]).compactMap { $0.key.scalar?.string }
        return names.reduce(into: [:]) { $0[$1] = string($1) }
    }

    /// The mapping below a key; an empty one when the key is missing.
    func mapping(_ name: String) -> YAMLMapping {
        YAMLMapping(of: member(name), key: path(name), in: text)
    }

    /// The mappings of the list below a key.
    func mappings(_ name: String) -> [YAMLMapping] {
        guard let value = member(name) else { return [] }
        guard let sequence = value.sequence else {
            report("write a list", name)
            return []
        }
        return text.mappings(of: sequence, key: path(name))
    }

    /// Reports a mistake at the value of a key.
    func report(_ sentence: String, _ name: String) {
        text.report(sentence, key: path(name), at: member(name) ?? node)
    }

    private func member(_ name: String) -> Node? {
        guard let value = node?.mapping?[Node(name)], value.null == nil else { return nil }
        return value
    }

    private func path(_ name: String) -> String {
        key.isEmpty ? name : "\(key).\(name)"
    }

    /// How many letters differ, roughly: enough to find a slip of the pen.
    private func distance(_ left: String, _ right: String) -> Int {
        let common = zip(left, right).prefix { $0 == $1 }.count
        let tail = zip(left.reversed(), right.reversed()).prefix { $0 == $1 }.count
        return max(left.count, right.count) - min(common + tail, min(left.count, right.count))
    }
}
