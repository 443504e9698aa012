import EarshotModel

/// Tells which terms of a language's own lists stand in none of some texts.
///
/// A term is found where it is an opinion of the text; one without value, which takes words out of
/// scoring, where its words stand. Terms that other files replace are found nowhere.
public struct LexiconUse {
    /// What of one line the texts do not hold.
    public struct Finding: Equatable, Sendable, CustomStringConvertible {
        /// The file as the caller named it.
        public let file: String
        /// The line, counted from 1.
        public let line: Int
        /// The term as it is written, with its choices.
        public let term: String
        /// The choices that no text holds; none where the texts hold nothing of the line.
        public let choices: [String]

        /// The finding as one sentence with its place.
        public var description: String {
            guard !choices.isEmpty else {
                return "\(file):\(line): \"\(term)\" stands in none of the texts"
            }
            let words = choices.map { "\"\($0)\"" }.joined(separator: ", ")
            return "\(file):\(line): \(words) of \"\(term)\" in none of the texts"
        }
    }

    /// How many terms of a file the texts hold.
    public struct Share: Equatable, Sendable {
        /// The file as the caller named it.
        public let file: String
        /// The terms that stand in at least one text.
        public fileprivate(set) var found = 0
        /// All terms; a line with choices has several.
        public fileprivate(set) var count = 0
    }

    /// The language whose lists are looked at.
    public let rules: LanguageRules
    /// How many texts were read.
    public private(set) var textCount = 0
    private var reading: Reading
    /// Whether each opinion, by its number, was found.
    private var isFound: [Bool]

    /// Begins without any text.
    public init(of rules: LanguageRules) {
        self.rules = rules
        reading = Reading(by: rules.book)
        isFound = Array(repeating: false, count: rules.book.opinions.count)
    }

    /// Takes a text in; linear in the text.
    public mutating func add(_ text: String) {
        reading.read(ScorableText(text: text, language: rules.language))
        textCount += 1
        for hit in reading.hits where hit.opinion != Hit.noOpinion {
            isFound[Int(hit.opinion)] = true
        }
        for index in reading.tokens.indices where reading.tokens[index].role != .nothing {
            addSilent(at: index)
        }
    }

    /// What no text holds, in the order of the files and their lines.
    public var findings: [Finding] { lines.compactMap(\.finding) }

    /// What the texts hold of each file, in the order of the findings.
    public var shares: [Share] {
        var shares: [Share] = []
        for line in lines {
            if shares.last?.file != line.text.file { shares.append(Share(file: line.text.file)) }
            shares[shares.count - 1].found += line.found.count
            shares[shares.count - 1].count += line.count
        }
        return shares
    }

    // MARK: -

    /// A line of a list, while its terms are counted.
    private struct Line {
        let text: RuleText
        let number: Int
        let start: Int
        var count = 0
        /// The terms that the texts hold, by their numbers.
        var found: Set<Int> = []

        var finding: Finding? {
            let term = text.term(at: start)
            let choices = found.isEmpty ? [] : TermChoices(Array(term)[...]).words(notIn: found)
            guard found.isEmpty || !choices.isEmpty else { return nil }
            return Finding(
                file: text.file,
                line: number,
                term: String(decoding: term, as: UTF8.self),
                choices: choices
            )
        }
    }

    /// Notes the terms without value that begin at a word.
    private mutating func addSilent(at index: Int) {
        var silent: [Int] = []
        let opinions = rules.book.opinions
        rules.book.trie.matches({ reading.step(at: index, distance: $0) }) { _, meaning in
            var next = meaning.opinion
            while let opinion = next {
                if opinions[opinion].value == 0 { silent.append(opinion) }
                next = opinions[opinion].alternative
            }
        }
        for opinion in silent { isFound[opinion] = true }
    }

    /// The lines of the language's own lists but its pictures.
    private var lines: [Line] {
        let book = rules.book
        var lines: [Line] = []
        var place: TermPlace?
        var number = 0
        for (index, opinion) in book.opinions.enumerated() where opinion.kind != .picture {
            let text = book.texts[Int(opinion.place.text)]
            guard text.file.hasPrefix(rules.language + "/") else { continue }
            if place?.text != opinion.place.text { (number, place) = (1, nil) }
            if place?.start != opinion.place.start {
                let start = Int(opinion.place.start)
                number += text.lineBreaks(from: Int(place?.start ?? 0), to: start)
                lines.append(Line(text: text, number: number, start: start))
                place = opinion.place
            }
            lines[lines.count - 1].count += 1
            if isFound[index] { lines[lines.count - 1].found.insert(Int(opinion.place.choice)) }
        }
        return lines
    }
}
