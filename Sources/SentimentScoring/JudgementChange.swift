public import EarshotModel

/// What other rules make of a text that was judged before, and which terms and rules did it.
public struct JudgementChange: Hashable, Sendable {
    /// The judgement before.
    public let before: Judgement
    /// The judgement by the other rules.
    public let after: Judgement
    /// What adds another number of points than before, the largest difference first; their
    /// differences sum exactly to that of the two judgements.
    public let causes: [Cause]

    /// A term, or what a rule made of one, that counts otherwise than before.
    public struct Cause: Hashable, Sendable {
        /// The term as the lexicon has it.
        public let term: String
        /// What sort of sign the term is.
        public let kind: EvidenceKind
        /// The rule that changes the term's worth; `nil` for the term's own.
        public let rule: String?
        /// The words of the text that made the rule apply, when there are any.
        public let words: String?
        /// The thousandths of a point that it added before; `nil` where it did not count.
        public let before: Int?
        /// The thousandths that it adds now; `nil` where it no longer counts.
        public let after: Int?

        /// The difference in thousandths of a point.
        public var points: Int { (after ?? 0) - (before ?? 0) }
    }

    /// Compares two judgements on one text; `nil` when nothing in them differs.
    public init?(from before: Judgement, to after: Judgement, title: String, text: String) {
        guard before != after else { return nil }
        self.before = before
        self.after = after
        let old = Contribution.all(in: before.evidence, beside: after.evidence)
        let new = Contribution.all(in: after.evidence, beside: before.evidence)
        let all = Set(old.keys).union(new.keys).sorted { $0.order < $1.order }
        causes = all.map { contribution in
            Cause(
                term: contribution.place.term,
                kind: contribution.place.kind,
                rule: contribution.rule,
                words: contribution.span.flatMap { span in
                    span.words(in: span.field == .title ? title : text)
                },
                before: old[contribution],
                after: new[contribution]
            )
        }
        .filter { $0.points != 0 }
        .sorted { $0.points.magnitude > $1.points.magnitude }
    }

    /// Whether people are shown another verdict: another label, or another nature.
    public var isFlip: Bool { before.label != after.label || before.nature != after.nature }
}

/// Where a term stands, which tells it from the same term elsewhere.
private struct Place: Hashable {
    let span: TextSpan
    let term: String
    let kind: EvidenceKind

    init(_ part: EvidencePart) {
        span = part.span
        term = part.term
        kind = part.kind
    }
}

/// One number of the arithmetic: a term's own worth, or what a rule made of it.
private struct Contribution: Hashable {
    let place: Place
    var rule: String?
    var span: TextSpan?

    var order: (String, Int, String, String, Int) {
        (place.span.field.rawValue, place.span.start, place.term, rule ?? "", span?.start ?? 0)
    }

    /// The numbers of some evidence; a term that the other has not counts as a whole.
    static func all(in evidence: Evidence, beside other: Evidence) -> [Contribution: Int] {
        let shared = Set(other.parts.map(Place.init))
        var sums: [Contribution: Int] = [:]
        for part in evidence.parts {
            let place = Place(part)
            let isShared = shared.contains(place)
            sums[Contribution(place: place), default: 0] += isShared ? part.base : part.points
            for change in part.changes where isShared {
                let key = Contribution(place: place, rule: change.rule, span: change.span)
                sums[key, default: 0] += change.points
            }
        }
        return sums
    }
}

extension TextSpan {
    /// The words at the span; `nil` where it does not fit the text.
    fileprivate func words(in text: String) -> String? {
        let bytes = text.utf8
        guard let first = bytes.index(bytes.startIndex, offsetBy: start, limitedBy: bytes.endIndex),
            let last = bytes.index(first, offsetBy: end - start, limitedBy: bytes.endIndex),
            first < last
        else { return nil }
        return String(decoding: bytes[first..<last], as: UTF8.self)
    }
}
