import TextAnalysis

extension WordChoice {
    /// A word as long as this is found as the beginning of longer ones too; a shorter one would
    /// find half of a language.
    private static let shortestBeginning = 3

    /// The query of the full text; `nil` where no term holds a word that can be looked up.
    func query(in dialect: Dialect) -> String? {
        let alternatives = terms.map(Self.words).filter { !$0.isEmpty }
        guard !alternatives.isEmpty else { return nil }
        return dialect.searchQuery(forAny: alternatives)
    }

    /// What the tag of such a mention looks like with a hyphen behind it: `en-%`.
    var tagPattern: String { language.lowercased() + "-%" }

    /// The words of a term as the index has them; what stands for any word or number is left out.
    private static func words(of term: String) -> [SearchWord] {
        let plain = term.split(separator: " ").filter { $0 != "<n>" && $0 != "<w>" }
        return SearchWords.words(of: plain.joined(separator: " "))
            .split(separator: " ").map { word in
                SearchWord(
                    text: String(word),
                    isBeginning: word.utf8.count >= shortestBeginning
                )
            }
    }
}

/// A folded word to look up, whole or as the beginning of longer ones.
struct SearchWord: Hashable {
    let text: String
    let isBeginning: Bool
}

extension Dialect {
    /// The query for entries that hold every word of one of these, in the engine's syntax.
    func searchQuery(forAny alternatives: [[SearchWord]]) -> String {
        let isSQLite = name == "sqlite"
        return alternatives.map { words in
            let all = words.map { word in
                isSQLite
                    ? searchQuery(for: [word.text]) + (word.isBeginning ? "*" : "")
                    : searchQuery(for: [word.text]) + (word.isBeginning ? ":*" : "")
            }
            return "(" + all.joined(separator: isSQLite ? " AND " : " & ") + ")"
        }
        .joined(separator: isSQLite ? " OR " : " | ")
    }
}
