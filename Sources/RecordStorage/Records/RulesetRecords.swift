public import EarshotModel

/// The rules in force at one time: the brands, the shipped files' fingerprint and the words of the
/// company.
public struct Ruleset: Hashable, Sendable, Codable {
    /// The brands that are listened for.
    public let brands: [Brand]
    /// The fingerprint of the shipped rule files that the engine read.
    public let shippedRules: String
    /// The words to which somebody gave a value of their own, by language and term.
    public let words: [CompanyWord]

    /// Creates a ruleset.
    public init(brands: [Brand], shippedRules: String, words: [CompanyWord] = []) {
        self.brands = brands
        self.shippedRules = shippedRules
        self.words = words.sorted { ($0.language, $0.term) < ($1.language, $1.term) }
    }

    /// Reads a ruleset; documents written before words were kept hold none.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            brands: try values.decode([Brand].self, forKey: .brands),
            shippedRules: try values.decode(String.self, forKey: .shippedRules),
            words: try values.decodeIfPresent([CompanyWord].self, forKey: .words) ?? []
        )
    }

    /// The same rules for other brands.
    public func listening(for brands: [Brand]) -> Ruleset {
        Ruleset(brands: brands, shippedRules: shippedRules, words: words)
    }

    /// The same rules with these words and no others.
    public func judging(with words: [CompanyWord]) -> Ruleset {
        Ruleset(brands: brands, shippedRules: shippedRules, words: words)
    }
}

/// The versions of the rules.
public struct RulesetRecords<Access> {
    let session: Session

    /// The rules in force with the identity of their version; `nil` before the first were written.
    public func effective() throws -> (id: RecordID<Ruleset>, ruleset: Ruleset)? {
        try session.row(RulesetStatement.effective) { row in
            (try row.id(), try JSONText.value(Ruleset.self, from: try row.text()))
        }
    }

    /// The identity of the version in force; `nil` before the first.
    public func effectiveID() throws -> RecordID<Ruleset>? {
        try session.row(RulesetStatement.effectiveID) { row in try row.optionalID() } ?? nil
    }

    /// The brands that are listened for, by name.
    public func brands() throws -> [Brand] {
        (try effective()?.ruleset.brands ?? []).sorted { $0.name < $1.name }
    }

    /// Every brand that was ever listened for, with its name.
    public func everyBrand() throws -> [(id: Brand.ID, name: String)] {
        try session.rows(RulesetStatement.everyBrand) { row in (try row.id(), try row.text()) }
    }
}

extension Transaction {
    /// The rules.
    public var rulesets: RulesetRecords<Access> { RulesetRecords(session: session) }
}

extension RulesetRecords where Access == Writing {
    /// Takes the rules for this transaction; the first statement of whatever makes new rules of
    /// those in force, so that of two who do so at once neither loses what the other wrote.
    public func serialise() throws {
        try session.execute(RulesetStatement.touch)
    }

    /// Puts rules in force as a new version, unless they are in force already; the version.
    @discardableResult
    public func apply(_ ruleset: Ruleset) throws -> RecordID<Ruleset> {
        let content = try JSONText.text(of: ruleset)
        let current = try effective()
        if let current, try JSONText.text(of: current.ruleset) == content { return current.id }
        let id: RecordID<Ruleset> = session.ids.next()
        try session.execute(
            RulesetStatement.add,
            id,
            ContentHash.hex(of: content),
            content,
            session.actor.kind,
            session.actor.name,
            session.now,
            current?.id
        )
        try session.execute(RulesetStatement.makeEffective, id)
        try session.execute(RulesetStatement.retireBrands)
        try session.executeMany(
            RulesetStatement.putBrand,
            ruleset.brands.map { brand in
                [
                    brand.id.sqlValue, brand.name.sqlValue, brand.isOwn.sqlValue,
                    session.now.sqlValue,
                ]
            }
        )
        session.changed(.ruleset, id)
        return id
    }
}

/// The statements on rules.
enum RulesetStatement: String, StatementSet {
    case effective = """
        SELECT v.id, v.content FROM company AS c
        JOIN ruleset_versions AS v ON v.id = c.ruleset_version_id WHERE c.id = 1
        """
    case effectiveID = "SELECT ruleset_version_id FROM company WHERE id = 1"
    case add = """
        INSERT INTO ruleset_versions (id, hash, content, actor_kind, actor_name, created_at,
            parent_id)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """
    case touch = "UPDATE company SET ruleset_version_id = ruleset_version_id WHERE id = 1"
    case makeEffective = "UPDATE company SET ruleset_version_id = ?1 WHERE id = 1"
    case everyBrand = "SELECT id, name FROM brands ORDER BY id"
    case retireBrands = "UPDATE brands SET is_active = FALSE"
    case putBrand = """
        INSERT INTO brands (id, name, is_own, is_active, created_at) VALUES (?1, ?2, ?3, TRUE, ?4)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, is_own = excluded.is_own,
            is_active = TRUE
        """
}
