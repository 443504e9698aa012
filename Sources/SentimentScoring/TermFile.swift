import EarshotModel

/// The files of a language that hold terms with values, and what their terms are.
enum TermFile: String, CaseIterable {
    case lexicon, politeness, intents, events, irony

    var name: String { rawValue + ".tsv" }

    /// What a hit of one of its terms is.
    var kind: EvidenceKind {
        switch self {
        case .lexicon: .word
        case .politeness: .politeness
        case .intents: .intent
        case .events: .event
        case .irony: .irony
        }
    }
}
