public import EarshotModel

/// Customer records in memory, found by what a mention shows.
public struct CustomerIndex: Sendable {
    /// The number of customers.
    public var count: Int { candidates.count }

    private let candidates: [LinkCandidate]
    private let byIdentifier: [Identifier: [Int]]
    private let byName: [String: [Int]]

    /// Creates an index; of customers with one id the last one counts.
    public init(_ customers: some Sequence<Customer>) {
        var byID: [Customer.ID: Int] = [:]
        var candidates: [LinkCandidate] = []
        for customer in customers {
            if let known = byID[customer.id] {
                candidates[known] = LinkCandidate(customer)
            } else {
                byID[customer.id] = candidates.count
                candidates.append(LinkCandidate(customer))
            }
        }
        var byIdentifier: [Identifier: [Int]] = [:]
        var byName: [String: [Int]] = [:]
        for (number, candidate) in candidates.enumerated() {
            for identifier in candidate.identifiers {
                byIdentifier[identifier, default: []].append(number)
            }
            if let key = candidate.nameKey { byName[key, default: []].append(number) }
        }
        self.candidates = candidates
        self.byIdentifier = byIdentifier
        self.byName = byName
    }

    /// Every customer with one of the keys or with the author's full name, each once.
    public func candidates(
        for query: LinkQuery,
        found: [FoundIdentifier]
    ) -> [LinkCandidate] {
        var numbers: Set<Int> = []
        for key in found { numbers.formUnion(byIdentifier[key.identifier] ?? []) }
        if let name = query.author?.name, let key = NameKey.key(of: name) {
            numbers.formUnion(byName[key] ?? [])
        }
        return numbers.sorted().map { candidates[$0] }
    }
}
