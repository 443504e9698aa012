/// Somebody who writes, as one site knows the person.
public struct Author: Hashable, Sendable {
    /// The identity of a stored author.
    public typealias ID = RecordID<Author>

    /// The author's identity.
    public let id: ID
    /// The normal form that tells authors apart, such as `email:…`, `handle:…` or `name:site/…`.
    public let key: String
    /// The name that people read.
    public let name: String

    /// Creates an author.
    public init(id: ID, key: String, name: String) {
        self.id = id
        self.key = key
        self.name = name
    }
}

/// The person a case is about: a customer where one is known, else a bare author.
public enum Party: Hashable, Sendable {
    /// A customer in the records.
    case customer(Customer.ID)
    /// Somebody whose customer record is unknown.
    case author(Author.ID)

    /// The form in which the store keeps it unique: `c:` or `a:` and the id.
    public var key: String {
        switch self {
        case .customer(let id): "c:\(id)"
        case .author(let id): "a:\(id)"
        }
    }

    /// Reads the stored form; `nil` for anything else.
    public init?(key: String) {
        if key.hasPrefix("c:"), let id = Customer.ID(key.dropFirst(2)) {
            self = .customer(id)
        } else if key.hasPrefix("a:"), let id = Author.ID(key.dropFirst(2)) {
            self = .author(id)
        } else {
            return nil
        }
    }
}
