import EarshotModel

/// A term of the lexicon found in a text, and what the rules made of it so far.
struct Hit: Sendable {
    /// The first word that the term covers.
    let first: Int
    /// The word behind the last.
    let end: Int
    let span: TextSpan
    let term: String
    /// The lexicon's value in thousandths of a point.
    let base: Int
    /// What sort of sign it is.
    let kind: EvidenceKind
    /// Whether a negator is one of its words.
    var holdsNegator = false
    /// The value now.
    private(set) var value: Int
    private(set) var changes: [EvidenceChange] = []

    init(first: Int, end: Int, span: TextSpan, term: String, base: Int, kind: EvidenceKind) {
        self.first = first
        self.end = end
        self.span = span
        self.term = term
        self.base = base
        self.kind = kind
        value = base
    }

    /// Whether it is a picture or a rating, which negation does not reach.
    var isPicture: Bool { kind == .picture || kind == .rating }

    /// Gives the hit another value and keeps which rule did so, over which words.
    mutating func change(to newValue: Int, by rule: String, over span: TextSpan?) {
        guard newValue != value else { return }
        changes.append(EvidenceChange(rule: rule, span: span, points: newValue - value))
        value = newValue
    }

    /// Whether two hits share bytes.
    func overlaps(_ other: Hit) -> Bool {
        span.field == other.span.field && span.start < other.span.end
            && other.span.start < span.end
    }

    /// Whether a hit ends before another begins.
    func precedes(_ other: Hit) -> Bool {
        span.field == other.span.field
            ? span.end <= other.span.start : span.field == .title
    }

    /// The hit as the evidence keeps it; its points are the value.
    var part: EvidencePart {
        EvidencePart(span: span, term: term, base: base, kind: kind, changes: changes)
    }
}

extension Hit {
    /// Moves the value away from zero by so many thousandths of a point.
    mutating func strengthen(by bonus: Int, because rule: String, over span: TextSpan?) {
        guard value != 0 else { return }
        change(to: value + (value > 0 ? bonus : -bonus), by: rule, over: span)
    }
}
