/// The shortest texts in which a term of the lexicon should be found: its own words, with each of
/// the neighbours that its guard asks for.
struct LexiconSample {
    /// A word that no rule knows.
    private static let filler = "zqx"

    private let entry: Lexicon.Entry
    private let rules: LanguageRules

    init(_ entry: Lexicon.Entry, _ rules: LanguageRules) {
        self.entry = entry
        self.rules = rules
    }

    /// Whether the rules find the term in one of the texts.
    var isFound: Bool {
        texts.contains { text in
            let reading = Reading(ScorableText(text: text), with: rules)
            return reading.hits.contains { reading.term(of: $0) == entry.term }
        }
    }

    /// The texts; one where the term has no guard.
    var texts: [String] {
        let spelled = entry.sense?.isSpelled == true ? entry.words : []
        let words = entry.pattern.pieces.enumerated().map { index, piece in
            if spelled.count == entry.pattern.count { return spelled[index] }
            switch piece {
            case .word(let bytes): return String(decoding: bytes, as: UTF8.self)
            case .stem(let bytes): return String(decoding: bytes, as: UTF8.self) + Self.filler
            case .number: return "3"
            case .any: return Self.filler
            }
        }
        return neighbours(.before).flatMap { before in
            neighbours(.after).map { after in
                (before + words + after).joined(separator: " ")
            }
        }
    }

    // MARK: -

    /// What the guard lets stand on a side; some word where it forbids the clause's border.
    private func neighbours(_ side: SenseGuard.Side) -> [[String]] {
        let conditions = (entry.sense?.conditions ?? []).filter { $0.side == side }
        let wanted = conditions.filter { !$0.isForbidden }.flatMap(\.neighbours)
        guard wanted.isEmpty else {
            return wanted.map { neighbour in
                switch neighbour {
                case .words(let words): words
                case .border: []
                case .opinion: [opinionWord]
                }
            }
        }
        return [conditions.contains { $0.neighbours.contains(.border) } ? [Self.filler] : []]
    }

    /// A word that is an opinion wherever it stands.
    private var opinionWord: String {
        let plain = rules.lexicons[0].entries.first { other in
            guard !other.isGuarded, other.value != 0, other.pattern.count == 1 else { return false }
            if case .word = other.pattern.pieces[0] { return true }
            return false
        }
        return plain?.term ?? Self.filler
    }
}
