public import EarshotModel

/// Says to which customer a mention belongs, how probably, and why.
///
/// Each observation adds its bits to a candidate's odds; candidates compete, so that two who fit
/// equally well halve the certainty. The bits in `why` sum to the base-2 logarithm of the odds of
/// the probability: the arithmetic can be checked.
public struct RecordLinker: Sendable {
    private let finder: IdentifierFinder
    private let rules: LinkRules
    private let thresholds: LinkThresholds
    private let populationBits: Double

    /// Creates a linker for records of that many customers.
    public init(rules: LinkRules, population: Int, thresholds: LinkThresholds = .standard) {
        self.rules = rules
        self.thresholds = thresholds
        finder = IdentifierFinder(rules: rules)
        populationBits = Bits.log2(Double(max(population, 1)))
    }

    /// The keys that a mention shows, for whoever looks up candidates.
    public func identifiers(in query: LinkQuery) -> [FoundIdentifier] {
        finder.identifiers(in: query)
    }

    /// The best candidate with the reasons, also where the decision is `none`.
    ///
    /// `candidates` must hold every customer with a key of the mention or with the author's name,
    /// each once, because only then it shows whether a key or a name is one customer's alone. Who
    /// shows nothing in common with the mention is no candidate, and `nobody` is the answer when
    /// none is left.
    public func link(_ query: LinkQuery, candidates: [LinkCandidate]) -> CustomerLink {
        link(query, found: identifiers(in: query), candidates: candidates)
    }

    /// The same for keys that were found before.
    public func link(
        _ query: LinkQuery,
        found: [FoundIdentifier],
        candidates: [LinkCandidate]
    ) -> CustomerLink {
        let author = AuthorName(query.author?.name, impersonal: rules.impersonalNames)
        let namesakes = candidates.count { $0.nameKey != nil && $0.nameKey == author?.key }
        let scored = candidates.compactMap {
            score($0, found: found, author: author, namesakes: namesakes)
        }
        guard let best = scored.min(by: { $0.isBetter(than: $1) }) else { return .nobody }
        return link(to: best, among: scored)
    }
}

extension RecordLinker {
    /// A candidate's own reasons, before the others are heard.
    private struct Scored {
        let customer: Customer
        let factors: [LinkFactor]
        let hasKey: Bool
        let bits: Double

        func isBetter(than other: Scored) -> Bool {
            bits == other.bits ? customer.id < other.customer.id : bits > other.bits
        }
    }

    private func score(
        _ candidate: LinkCandidate,
        found: [FoundIdentifier],
        author: AuthorName?,
        namesakes: Int
    ) -> Scored? {
        let keys = keyFactors(candidate, found: found)
        let names = author.flatMap { nameFactor(candidate, author: $0, namesakes: namesakes) }
        guard !keys.isEmpty || names?.factor == Factor.name else { return nil }
        let prior = LinkFactor(
            factor: Factor.prior,
            mention: "",
            customer: "",
            bits: rules.weights.prior - populationBits
        )
        let factors = [prior] + keys + (names.map { [$0] } ?? [])
        return Scored(
            customer: candidate.customer,
            factors: factors,
            hasKey: !keys.isEmpty,
            bits: factors.reduce(0) { $0 + $1.bits }
        )
    }

    /// The heaviest common key of each kind; two keys of one kind are hardly two reasons.
    private func keyFactors(
        _ candidate: LinkCandidate,
        found: [FoundIdentifier]
    ) -> [LinkFactor] {
        IdentifierKind.allCases.compactMap { kind in
            let common = found.filter {
                $0.identifier.kind == kind && candidate.identifiers.contains($0.identifier)
            }
            let weights = rules.weights
            guard let best = common.max(by: { weights.bits(of: $0) < weights.bits(of: $1) }) else {
                return nil
            }
            return LinkFactor(
                factor: best.factor,
                mention: best.raw,
                customer: best.identifier.key,
                bits: weights.bits(of: best) + populationBits
            )
        }
    }

    private func nameFactor(
        _ candidate: LinkCandidate,
        author: AuthorName,
        namesakes: Int
    ) -> LinkFactor? {
        func factor(_ code: String, _ bits: Double) -> LinkFactor {
            LinkFactor(
                factor: code,
                mention: author.raw,
                customer: candidate.customer.name,
                bits: bits
            )
        }
        switch NameComparison(author, candidate) {
        case .same:
            let shared = Bits.log2(Double(max(namesakes, 1)))
            return factor(Factor.name, rules.weights.name + populationBits - shared)
        case .givenNameSame: return factor(Factor.givenName, rules.weights.givenName)
        case .different: return factor(Factor.nameDiffers, rules.weights.nameDiffers)
        case .silent: return nil
        }
    }

    /// Lets the best compete with the rest: P = O / (1 + sum of all O).
    private func link(to best: Scored, among scored: [Scored]) -> CustomerLink {
        let rivals = scored.filter { $0.customer.id != best.customer.id }
        let others = Bits.log2(rivals.reduce(1) { $0 + Bits.exp2($1.bits) })
        var why = best.factors
        if !rivals.isEmpty {
            why.append(
                LinkFactor(
                    factor: Factor.rivals,
                    mention: "",
                    customer: String(rivals.count),
                    bits: -others
                )
            )
        }
        why.sort { abs($0.bits) > abs($1.bits) }
        let probability = 1 / (1 + Bits.exp2(others - best.bits))
        return CustomerLink(
            customer: best.customer.id,
            probability: probability,
            decision: thresholds.decision(on: probability, hasKey: best.hasKey),
            why: why
        )
    }

    /// The codes of the reasons that are no keys.
    private enum Factor {
        static let prior = "prior"
        static let name = "name"
        static let givenName = "given_name"
        static let nameDiffers = "name_differs"
        static let rivals = "rivals"
    }
}
