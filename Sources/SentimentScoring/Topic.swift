public import EarshotModel
import TextAnalysis

/// What a text speaks of, or why it may not wait, by the words of a language.
public struct Topic: Hashable, Sendable {
    /// What a topic tells.
    public enum Kind: String, CaseIterable, Sendable {
        /// What of the company is meant: delivery, price, support.
        case aspect
        /// Why it may not wait: the law, danger, the press, a customer who leaves.
        case urgency
        /// What the text wants: a suggestion, something to buy.
        case nature
    }

    /// What it tells.
    public let kind: Kind
    /// Its name as the rule file has it.
    public let name: String
    /// The words that tell it.
    public let span: TextSpan
}

/// The files that tell what a text speaks of.
enum TopicFile: String, CaseIterable {
    case aspects, urgency, natures

    var name: String { rawValue + ".tsv" }

    var kind: Topic.Kind {
        switch self {
        case .aspects: .aspect
        case .urgency: .urgency
        case .natures: .nature
        }
    }
}

/// The terms of these files, found by the words of the language's table.
struct TopicTable: Sendable {
    /// A term's topic.
    private struct Entry: Sendable {
        let kind: Topic.Kind
        let name: String
    }

    private var trie = RuleTrie()
    private var entries: [Entry] = []

    /// Takes the files of a language in; their words get numbers in its table.
    mutating func add(_ files: RuleFiles, words: inout WordTable) throws(RuleFileError) {
        for file in TopicFile.allCases {
            guard let text = files.texts[file.name] else { continue }
            for line in RuleLine.lines(of: text, file: files.path(file.name)) {
                try line.require(fields: 2...2, named: "a name and a term")
                if file == .natures, Nature(rawValue: line.fields[0]) == nil {
                    let choices = Nature.allCases.map(\.rawValue).joined(separator: ", ")
                    throw line.mistake(.notAChoice(line.fields[0], choices: choices))
                }
                entries.append(Entry(kind: file.kind, name: line.fields[0]))
                for single in try line.singles(inField: 1) {
                    let pattern = try TermPattern(single.fields[1], of: line)
                    trie.define(pattern, in: &words) { $0.opinion = entries.count - 1 }
                }
            }
        }
    }

    /// Whether a term may begin with a word.
    func mayBegin(with keys: WordTable.Keys, isNumber: Bool) -> Bool {
        guard !keys.isEmpty else { return false }
        if trie.takesAnyFirst { return true }
        if isNumber, trie.target(from: 0, by: RuleTrie.numberKey) != 0 { return true }
        return keys.all.contains { $0 != 0 && trie.target(from: 0, by: $0) != 0 }
    }

    /// The topics of a text in reading order; of several terms at one word the longest.
    func topics(in reading: Reading) -> [Topic] {
        var topics: [Topic] = []
        for first in reading.tokens.indices where reading.fact(of: reading.tokens[first]).opensTopic
        {
            var longest = 0
            var found: Int?
            trie.matches({ reading.step(at: first, distance: $0) }) { length, meaning in
                if length > longest { (longest, found) = (length, meaning.opinion) }
            }
            guard let found else { continue }
            let entry = entries[found]
            let last = reading.tokens[first + longest - 1]
            let span = TextSpan(
                field: last.field,
                start: reading.tokens[first].start,
                end: last.end
            )
            topics.append(Topic(kind: entry.kind, name: entry.name, span: span))
        }
        return topics
    }
}
