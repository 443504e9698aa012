public import EarshotModel

/// A customer who may be the author, with what the comparison needs, computed once.
public struct LinkCandidate: Hashable, Sendable {
    /// The customer.
    public let customer: Customer
    /// The keys of the record.
    public let identifiers: Set<Identifier>
    /// The key of the full name; `nil` for a single word.
    let nameKey: String?
    /// The folded words of the name.
    let nameWords: [String]
    /// The first folded word of the given name.
    let givenName: String?

    /// Creates a candidate from a record and keys that are already in their normal form.
    public init(customer: Customer, identifiers: some Sequence<Identifier>) {
        self.customer = customer
        self.identifiers = Set(identifiers)
        nameKey = NameKey.key(of: customer.name)
        nameWords = NameKey.words(of: customer.name)
        givenName = customer.givenName.flatMap { NameKey.words(of: $0).first }
    }

    /// Creates a candidate from a record.
    public init(_ customer: Customer) {
        let normaliser = IdentifierNormaliser()
        self.init(customer: customer, identifiers: normaliser.identifiers(of: customer))
    }
}
