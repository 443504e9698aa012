/// A person or a company in the customer records.
public struct Customer: Hashable, Sendable {
    /// The identity of a stored customer.
    public typealias ID = RecordID<Customer>

    /// The store's identity; a customer read from a file alone has its line number.
    public let id: ID
    /// The number in the company's own records.
    public let reference: String
    /// The full name.
    public let name: String
    /// The given name, where the records keep it apart.
    public let givenName: String?
    /// The family name, where the records keep it apart.
    public let familyName: String?
    /// The company the person belongs to.
    public let company: String?
    /// The city.
    public let city: String?
    /// The country as an ISO 3166 code.
    public let country: String?
    /// The language as a BCP 47 tag.
    public let language: String?
    /// The e-mail addresses as the records have them.
    public let emails: [String]
    /// The telephone numbers as the records have them.
    public let phones: [String]
    /// The handles and page addresses, such as `fedi:user@host`.
    public let handles: [String]
    /// The order numbers.
    public let orders: [String]

    /// Creates a customer; what is not given is unknown.
    public init(
        id: ID,
        reference: String,
        name: String,
        givenName: String? = nil,
        familyName: String? = nil,
        company: String? = nil,
        city: String? = nil,
        country: String? = nil,
        language: String? = nil,
        emails: [String] = [],
        phones: [String] = [],
        handles: [String] = [],
        orders: [String] = []
    ) {
        self.id = id
        self.reference = reference
        self.name = name
        self.givenName = givenName
        self.familyName = familyName
        self.company = company
        self.city = city
        self.country = country
        self.language = language
        self.emails = emails
        self.phones = phones
        self.handles = handles
        self.orders = orders
    }

    /// The same customer under another identity.
    public func with(id: Customer.ID) -> Customer {
        Customer(
            id: id,
            reference: reference,
            name: name,
            givenName: givenName,
            familyName: familyName,
            company: company,
            city: city,
            country: country,
            language: language,
            emails: emails,
            phones: phones,
            handles: handles,
            orders: orders
        )
    }
}

/// What kind of key identifies a customer.
public enum IdentifierKind: String, CaseIterable, Codable, Sendable {
    /// An e-mail address.
    case email
    /// A handle or a page address.
    case handle
    /// An order number.
    case order
}

/// A key in its normal form: two spellings of one address are the same key.
public struct Identifier: Hashable, Codable, Sendable {
    /// What it is.
    public let kind: IdentifierKind
    /// The normalised form.
    public let key: String

    /// Creates a key that is already in its normal form.
    public init(kind: IdentifierKind, key: String) {
        self.kind = kind
        self.key = key
    }
}

/// How sure a link between a mention and a customer is.
public enum LinkDecision: String, CaseIterable, Codable, Sendable {
    /// The mention belongs to the customer.
    case linked
    /// A person should confirm it.
    case suggested
    /// Nobody fits well enough.
    case none
}

/// One reason for or against a link.
public struct LinkFactor: Hashable, Codable, Sendable {
    /// The code of the comparison, such as `email`.
    public let factor: String
    /// What the mention has.
    public let mention: String
    /// What the customer record has.
    public let customer: String
    /// The weight in bits: log2 of how much likelier a true pair shows this than a random one.
    public let bits: Double

    /// Creates a reason.
    public init(factor: String, mention: String, customer: String, bits: Double) {
        self.factor = factor
        self.mention = mention
        self.customer = customer
        self.bits = bits
    }
}

/// What became of a link.
public enum LinkState: String, Codable, Sendable {
    /// It was followed without a person.
    case auto
    /// It was not followed; where it is suggested, somebody has to confirm it.
    case proposed
    /// Somebody confirmed it.
    case accepted
    /// Somebody said that it is wrong.
    case rejected
    /// Another link took its place.
    case undone
}

/// What the linker thinks of one mention, with its reasons.
public struct CustomerLink: Hashable, Sendable {
    /// The identity of a stored link.
    public typealias ID = RecordID<CustomerLink>

    /// The best candidate, whether or not it is good enough.
    public let customer: Customer.ID?
    /// How probable the candidate is, 0 to 1.
    public let probability: Double
    /// What follows from the probability.
    public let decision: LinkDecision
    /// The reasons, strongest first.
    public let why: [LinkFactor]

    /// Creates a link.
    public init(
        customer: Customer.ID?,
        probability: Double,
        decision: LinkDecision,
        why: [LinkFactor]
    ) {
        self.customer = customer
        self.probability = probability
        self.decision = decision
        self.why = why
    }

    /// No candidate at all.
    public static let nobody = CustomerLink(
        customer: nil,
        probability: 0,
        decision: .none,
        why: []
    )
}
