import Administration
import EarshotModel
import RecordStorage

/// What somebody chose on the form that corrects a judgement.
struct CorrectionForm {
    /// What a term is to mean for the company.
    enum Meaning: String, CaseIterable {
        case keep, none, praise, blame

        /// The value in thousandths of a point; `nil` where the term stays as it is.
        var value: Int? {
            switch self {
            case .keep: nil
            case .none: 0
            case .praise: Corrections.Word.praise
            case .blame: -Corrections.Word.praise
            }
        }
    }

    /// The most terms of one form.
    static let mostTerms = 40

    /// The kinds of evidence that are words of a list, to which a company may give another value.
    private static let kinds: Set<EvidenceKind> = [.word, .event, .intent, .politeness]

    let label: SentimentLabel?
    let nature: Nature?
    let meanings: [(term: String, meaning: Meaning)]

    /// The form of a mention that nobody has filled in.
    init(of file: MentionFile) {
        label = file.judgement.label
        nature = nil
        meanings = Self.terms(of: file.judgement).map { ($0, .keep) }
    }

    /// The form as the page sent it.
    init(_ body: FormBody) {
        label = SentimentLabel(rawValue: body["label"])
        nature = Nature(rawValue: body["nature"])
        meanings = (0..<Self.mostTerms).compactMap { number in
            let term = body["term_\(number)"]
            guard !term.isEmpty else { return nil }
            return (term, Meaning(rawValue: body["meaning_\(number)"]) ?? .keep)
        }
    }

    /// The form with the terms of another one behind its own.
    func completed(by blank: CorrectionForm) -> CorrectionForm {
        let own = Set(meanings.map(\.term))
        let others = blank.meanings.filter { !own.contains($0.term) }
        return CorrectionForm(label: label, nature: nature, meanings: meanings + others)
    }

    private init(
        label: SentimentLabel?,
        nature: Nature?,
        meanings: [(term: String, meaning: Meaning)]
    ) {
        self.label = label
        self.nature = nature
        self.meanings = Array(meanings.prefix(Self.mostTerms))
    }

    /// The words that are to mean something else.
    var words: [Corrections.Word] {
        meanings.compactMap { term, meaning in
            meaning.value.map { Corrections.Word(term: term, value: $0) }
        }
    }

    /// The terms that counted in a judgement, each once, in reading order.
    private static func terms(of judgement: Judgement) -> [String] {
        // Words of another language's lists are nobody's to change here.
        guard !judgement.isLanguageAssumed else { return [] }
        var seen: Set<String> = []
        let terms = judgement.evidence.parts.filter { kinds.contains($0.kind) }.map(\.term)
        return Array(terms.filter { seen.insert($0).inserted }.prefix(mostTerms))
    }
}
