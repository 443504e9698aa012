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
        guard let state = try state(), state.erased > state.wiped else { return nil }
        return state.erased
    }

    /// What keeps the hashes of this store from being guessed; `nil` while nobody was erased.
    func salt() throws -> [UInt8]? {
        guard let state = try state(), state.erased > 0 else { return nil }
        return state.salt
    }

    /// The name under which a list keeps this store's hashes; every copy of the store has the same.
    ///
    /// `nil` in a store of a development version whose first erasure is still to come.
    func lineage() throws -> String? {
        try state().map { ErasureLineage.name(salt: $0.salt) }
    }

    /// Everything on the list.
    func listed() throws -> Set<ListedErasure> {
        Set(
            try session.rows(ErasureStatement.list) { row in
                ListedErasure(
                    hash: try row.text(),
                    at: try row.instant(),
                    feed: try row.optionalID()
                )
            }
        )
    }

    private func state() throws -> ErasureState? {
        try session.row(ErasureStatement.state) { row in
            ErasureState(salt: try row.bytes(), erased: try row.count(), wiped: try row.count())
        }
    }
}

extension Transaction {
    /// Who was erased.
    public var erasures: ErasureRecords<Access> { ErasureRecords(session: session) }
}

/// How far the erasures of a store have come.
private struct ErasureState {
    let salt: [UInt8]
    let erased: Int
    let wiped: Int
}

/// What tells the hashes of one store, and of its copies, from those of another.
enum ErasureLineage {
    static func name(salt: [UInt8]) -> String {
        ContentHash.hex(of: "lineage", keyedBy: salt)
    }
}

/// Something by which a person could come back.
public enum ErasureKey: Hashable, Sendable {
    /// The number in the company's own records.
    case reference(String)
    /// A key of a customer record.
    case identifier(Identifier)
    /// The key of an author, such as `email:…`.
    case author(String)
    /// One row of an author, whose key may be no proof anywhere else.
    case authorRow(Author.ID, key: String)

    /// What is hashed; an author's address and a customer's are the same.
    private var text: String {
        switch self {
        case .reference(let reference): "reference:\(reference)"
        case .identifier(let identifier): "\(identifier.kind.rawValue):\(identifier.key)"
        case .author(let key): key
        case .authorRow(let id, let key): "row:\(id)/\(key)"
        }
    }

    func hash(_ salt: [UInt8]) -> String {
        ContentHash.hex(of: text, keyedBy: salt)
    }

    /// Whether nobody else can have it: a name is no proof, and an order is known by its customer.
    var isProof: Bool {
        switch self {
        case .reference, .authorRow: true
        case .identifier(let identifier): identifier.kind != .order
        case .author(let key): key.hasPrefix("email:") || key.hasPrefix("handle:")
        }
    }
}

/// One hash of the list of those who were erased.
struct ListedErasure: Hashable {
    /// The hash of an `ErasureKey`, or an entry's `ErasedIdentity`.
    let hash: String
    let at: Instant
    /// The feed of an entry; `nil` for a key.
    var feed: Feed.ID?
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
        try list(
            keys.filter(\.isProof).map { ListedErasure(hash: $0.hash(salt), at: session.now) }
        )
    }

    /// Adds what the list does not hold yet.
    func list(_ erasures: [ListedErasure]) throws {
        try session.executeMany(
            ErasureStatement.add,
            erasures.sorted { $0.hash < $1.hash }.map { erasure in
                [erasure.hash.sqlValue, erasure.at.sqlValue, erasure.feed.sqlValue]
            }
        )
    }

    /// The salt, made where a development version left none.
    func makeSalt() throws -> [UInt8] {
        if let salt = try state()?.salt { return salt }
        try session.execute(ErasureStatement.begin, ContentHash.randomBytes(32))
        guard let salt = try state()?.salt else {
            throw StoreError.unreadable("the state of erasures is missing")
        }
        return salt
    }

    /// Notes that the files hold traces of somebody.
    func noteErasure() throws {
        try session.execute(ErasureStatement.count)
    }

    /// Notes that something is kept out without an erasure of this store's own.
    func noteKeepingOut() throws {
        try session.execute(ErasureStatement.keepOut)
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
    case keepOut = "UPDATE erasure_state SET erased = 1, wiped = 1 WHERE id = 1 AND erased = 0"
    case markWiped = "UPDATE erasure_state SET wiped = ?1 WHERE id = 1 AND wiped < ?1"
    case listed = "SELECT key_hash FROM erasure_list WHERE key_hash IN ({texts:?1})"
    case list = "SELECT key_hash, at, feed_id FROM erasure_list"
    case add = """
        INSERT INTO erasure_list (key_hash, at, feed_id) VALUES (?1, ?2, ?3)
        ON CONFLICT (key_hash) DO NOTHING
        """
}
