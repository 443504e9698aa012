/// What a mention feels towards its brand.
public enum SentimentLabel: String, CaseIterable, Codable, Sendable {
    /// In favour.
    case positive
    /// Against.
    case negative
    /// Neither.
    case neutral
    /// Clearly both.
    case mixed
    /// Not decidable.
    case abstain
}

/// What a mention or a contact is about.
public enum Nature: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
    /// Somebody is dissatisfied.
    case complaint
    /// Somebody wants to know.
    case question
    /// Somebody is pleased.
    case praise
    /// Somebody proposes.
    case suggestion
    /// Somebody wants to buy.
    case sales
    /// A publication reports.
    case news
    /// None of these.
    case other
}

/// What changed the worth of one piece of evidence, and by how much.
public struct EvidenceChange: Hashable, Codable, Sendable {
    /// The rule's code, such as `negation`; the phrase file has its words.
    public let rule: String
    /// The words that caused the change, when there are any.
    public let span: TextSpan?
    /// The difference in thousandths of a lexicon point.
    public let points: Int

    /// Creates a change.
    public init(rule: String, span: TextSpan?, points: Int) {
        self.rule = rule
        self.span = span
        self.points = points
    }
}

/// What sort of sign a piece of evidence is.
public enum EvidenceKind: String, CaseIterable, Codable, Sendable {
    /// A word or phrase of opinion.
    case word
    /// Something that happened: a parcel lost, money returned.
    case event
    /// What somebody means to do: return, recommend, leave.
    case intent
    /// A form of courtesy.
    case politeness
    /// A sign of irony.
    case irony
    /// An emoji or an emoticon.
    case picture
    /// Stars or marks.
    case rating
}

/// One piece of evidence: a term of the lexicon, and what its neighbours made of it.
public struct EvidencePart: Hashable, Codable, Sendable {
    /// Where it stands.
    public let span: TextSpan
    /// The term as the lexicon has it.
    public let term: String
    /// The lexicon's value in thousandths of a point.
    public let base: Int
    /// What sort of sign it is; a word where the document does not say.
    public let kind: EvidenceKind
    /// What changed that value, in the order of application.
    public let changes: [EvidenceChange]

    /// Creates a piece of evidence.
    public init(
        span: TextSpan,
        term: String,
        base: Int,
        kind: EvidenceKind = .word,
        changes: [EvidenceChange] = []
    ) {
        self.span = span
        self.term = term
        self.base = base
        self.kind = kind
        self.changes = changes
    }

    /// Reads a piece of evidence; documents written before kinds were kept hold words.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        span = try values.decode(TextSpan.self, forKey: .span)
        term = try values.decode(String.self, forKey: .term)
        base = try values.decode(Int.self, forKey: .base)
        kind = try values.decodeIfPresent(EvidenceKind.self, forKey: .kind) ?? .word
        changes = try values.decode([EvidenceChange].self, forKey: .changes)
    }

    /// What it adds to the whole, in thousandths of a point: base and changes.
    public var points: Int { changes.reduce(base) { $0 &+ $1.points } }
}

/// The arithmetic behind a judgement; its parts sum exactly to `points`.
public struct Evidence: Hashable, Codable, Sendable {
    /// The version of this document's form.
    public let version: Int
    /// The pieces, in reading order.
    public let parts: [EvidencePart]
    /// How much of the text there was to judge; `nil` when it was all of it.
    public let extent: EntryExtent?

    /// Creates the evidence of the current form.
    public init(parts: [EvidencePart], extent: EntryExtent? = nil) {
        self.version = 1
        self.parts = parts
        self.extent = extent
    }

    /// The sum of all pieces in thousandths of a lexicon point.
    public var points: Int { parts.reduce(0) { $0 &+ $1.points } }

    /// A whole point of a lexicon in thousandths.
    private static let wholePoint: UInt = 1000

    /// Whether the stars or marks that the writer gives say the opposite of the words: both by a
    /// whole point or more.
    public var starsDisagree: Bool {
        var (stars, words) = (0, 0)
        for part in parts {
            if part.kind == .rating { stars &+= part.points } else { words &+= part.points }
        }
        return min(stars.magnitude, words.magnitude) >= Self.wholePoint
            && stars.signum() != words.signum()
    }
}

/// What the engine or a person thinks of one mention, with the reasons; never changed afterwards.
public struct Judgement: Hashable, Sendable {
    /// The identity of a stored judgement.
    public typealias ID = RecordID<Judgement>

    /// The label.
    public let label: SentimentLabel
    /// The strength in thousandths, −1000 to 1000; it has the sign of the evidence's points, or
    /// that of the label where a person judged.
    public let score: Int
    /// The arithmetic.
    public let evidence: Evidence
    /// What the mention is about.
    public let nature: Nature
    /// The code of the rule that chose the nature, such as `question_mark`.
    public let natureReason: String
    /// The language of the text as a BCP 47 tag; `und` when nobody said.
    public let language: String
    /// Whether a lexicon of another language had to serve.
    public let isLanguageAssumed: Bool

    /// Creates a judgement.
    public init(
        label: SentimentLabel,
        score: Int,
        evidence: Evidence,
        nature: Nature,
        natureReason: String,
        language: String,
        isLanguageAssumed: Bool
    ) {
        self.label = label
        self.score = score
        self.evidence = evidence
        self.nature = nature
        self.natureReason = natureReason
        self.language = language
        self.isLanguageAssumed = isLanguageAssumed
    }
}

extension Judgement {
    /// The same judgement, which says how much of the text there was to judge.
    public func judged(on extent: EntryExtent) -> Judgement {
        Judgement(
            label: label,
            score: score,
            evidence: Evidence(parts: evidence.parts, extent: extent == .full ? nil : extent),
            nature: nature,
            natureReason: natureReason,
            language: language,
            isLanguageAssumed: isLanguageAssumed
        )
    }

    /// Whether nothing but a headline was judged.
    public var isOfHeadline: Bool { evidence.extent == .headline }
}
