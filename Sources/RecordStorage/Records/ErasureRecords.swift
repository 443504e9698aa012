public import EarshotModel

/// Who was erased: a list of hashes that keeps them out, and the work that is left to do.
public struct ErasureRecords<Access> {
    let session: Session

    /// Which of the keys belong to somebody who was erased.
    public func erased(among keys: Set<ErasureKey>) throws -> Set<ErasureKey> {
        guard !keys.isEmpty, let salt = try salt() else { return [] }
        let hashes = Dictionary(grouping: keys) { $0.hash(salt) }
        let list = try JSONText.text(of: Array(hashes.keys))
        let found = try session.rows(ErasureStatement.listed, list) { row in try row.text() }
        return Set(found.flatMap { hashes[$0] ?? [] })
    }

    /// Up to which erasure the store's files are still to be wiped; `nil` when they are clean.
    func waitingToBeWiped() throws -> Int? {
        let state = try session.row(ErasureStatement.state) { row in
            _ = try row.bytes()
            return (erased: try row.count(), wiped: try row.count())
        }
        guard let state, state.erased > state.wiped else { return nil }
        return state.erased
    }

    /// What keeps the hashes of this store from being guessed; `nil` while nobody was erased.
    func salt() throws -> [UInt8]? {
        try session.row(ErasureStatement.state) { row in try row.bytes() }
    }
}

extension Transaction {
    /// Who was erased.
    public var erasures: ErasureRecords<Access> { ErasureRecords(session: session) }
}

/// Something by which a person could come back.
public enum ErasureKey: Hashable, Sendable {
    /// The number in the company's own records.
    case reference(String)
    /// A key of a customer record.
    case identifier(Identifier)
    /// The key of an author, such as `email:…`.
    case author(String)

    /// What is hashed; an author's address and a customer's are the same.
    private var text: String {
        switch self {
        case .reference(let reference): "reference:\(reference)"
        case .identifier(let identifier): "\(identifier.kind.rawValue):\(identifier.key)"
        case .author(let key): key
        }
    }

    func hash(_ salt: [UInt8]) -> String {
        ContentHash.hex(of: text, keyedBy: salt)
    }

    /// Whether nobody else can have it: a name is no proof, and an order is known by its customer.
    var isProof: Bool {
        switch self {
        case .reference: true
        case .identifier(let identifier): identifier.kind != .order
        case .author(let key): key.hasPrefix("email:") || key.hasPrefix("handle:")
        }
    }
}

/// The form in which the identity of an erased person's entry is kept.
enum ErasedIdentity {
    static func text(of identity: String, in feed: Feed.ID, salt: [UInt8]) -> String {
        "erased:" + ContentHash.hex(of: "entry:\(feed)/\(identity)", keyedBy: salt)
    }
}

extension ErasureRecords where Access == Writing {
    /// Puts the keys that prove a person on the list.
    func list(_ keys: Set<ErasureKey>) throws {
        let salt = try makeSalt()
        try session.executeMany(
            ErasureStatement.list,
            keys.filter(\.isProof).map { $0.hash(salt) }.sorted().map { hash in
                [hash.sqlValue, session.now.sqlValue]
            }
        )
    }

    /// The salt, made at the first erasure.
    func makeSalt() throws -> [UInt8] {
        if let salt = try salt() { return salt }
        try session.execute(ErasureStatement.begin, ContentHash.randomBytes(32))
        guard let salt = try salt() else {
            throw StoreError.unreadable("the state of erasures is missing")
        }
        return salt
    }

    /// Notes that the files hold traces of somebody.
    func noteErasure() throws {
        try session.execute(ErasureStatement.count)
    }

    /// Notes that the files hold no trace of the erasures up to that one.
    func markWiped(upTo done: Int) throws {
        try session.execute(ErasureStatement.markWiped, done)
    }
}

/// The statements on the list of those who were erased.
enum ErasureStatement: String, StatementSet {
    case state = "SELECT salt, erased, wiped FROM erasure_state WHERE id = 1"
    case begin = """
        INSERT INTO erasure_state (id, salt, erased, wiped) VALUES (1, ?1, 0, 0)
        ON CONFLICT (id) DO NOTHING
        """
    case count = "UPDATE erasure_state SET erased = erased + 1 WHERE id = 1"
    case markWiped = "UPDATE erasure_state SET wiped = ?1 WHERE id = 1 AND wiped < ?1"
    case listed = "SELECT key_hash FROM erasure_list WHERE key_hash IN ({texts:?1})"
    case list = """
        INSERT INTO erasure_list (key_hash, at) VALUES (?1, ?2) ON CONFLICT (key_hash) DO NOTHING
        """
}
