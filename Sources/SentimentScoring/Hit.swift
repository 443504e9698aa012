import EarshotModel

/// A term of the lexicon found in a text, and what the rules made of it so far.
struct Hit: Sendable {
    /// The first word that the term covers.
    let first: Int
    /// The word behind the last.
    let end: Int
    let span: TextSpan
    /// The number of the opinion; a rating has none of its own.
    let opinion: UInt32
    /// The lexicon's value in thousandths of a point.
    let base: Int
    /// What sort of sign it is.
    let kind: EvidenceKind
    /// The clause that its first word stands in, counted from 0 over title and text.
    var clause = 0
    /// The sentence, counted in the same way.
    var sentence = 0
    /// Whether a negator is one of its words.
    var holdsNegator = false
    /// What affixes, stretched letters or capitals its words have.
    var form: Token.Form = []
    /// The value now.
    private(set) var value: Int

    /// What stands in the place of that number in a rating.
    static let noOpinion = UInt32.max

    init(first: Int, end: Int, span: TextSpan, opinion: UInt32, base: Int, kind: EvidenceKind) {
        self.first = first
        self.end = end
        self.span = span
        self.opinion = opinion
        self.base = base
        self.kind = kind
        value = base
    }

    /// Whether it is a picture or a rating, which negation does not reach.
    var isPicture: Bool { kind == .picture || kind == .rating }

    /// Gives the hit another value, and notes which rule did so, over which words.
    @inline(__always)
    mutating func change(
        to newValue: Int,
        by rule: Rule,
        over span: @autoclosure () -> TextSpan?,
        _ ledger: inout ChangeLedger
    ) {
        guard newValue != value else { return }
        if ledger.isKept { ledger.note(rule, over: span(), newValue - value) }
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
}

extension Hit {
    /// Moves the value away from zero by so many thousandths of a point.
    @inline(__always)
    mutating func strengthen(by bonus: Int, because rule: Rule, _ ledger: inout ChangeLedger) {
        guard value != 0 else { return }
        change(to: value + (value > 0 ? bonus : -bonus), by: rule, over: nil, &ledger)
    }
}
