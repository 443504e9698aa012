import EarshotModel

/// Looks whether a store keeps the promises of its schema and of its records.
///
/// It reads only, and works beside a running daemon. The cost is linear in the store.
public struct StoreCheck: Sendable {
    private let address: StoreAddress

    /// One promise, and how it was broken.
    public struct Finding: Hashable, Sendable {
        /// What was looked at, in a few words.
        public let subject: String
        /// What is wrong; `nil` when nothing is.
        public let problem: String?
    }

    /// Creates the check of the store at an address.
    public init(of address: StoreAddress) {
        self.address = address
    }

    /// Everything that was looked at, in order.
    ///
    /// A file that is damaged, or a schema of another version, is looked at no further. Throws
    /// `StoreError` when the store cannot be read at all.
    public func run() throws -> [Finding] {
        var findings: [Finding] = []
        if case .sqlite(let path) = address {
            let problem = try SQLiteFile(path).problem(thorough: true)
            let subject = "the file, its indexes and references"
            findings.append(Finding(subject: subject, problem: problem))
            guard problem == nil else { return findings }
        }
        let database = try Store.database(at: address)
        findings += try database.read { try Self.findings(on: $0, database.dialect) }
        try database.close()
        return findings
    }

    // MARK: -

    private static func findings(
        on connection: any DatabaseConnection,
        _ dialect: Dialect
    ) throws -> [Finding] {
        let version = try Migration.version(on: connection, dialect)
        let known = Migration.current
        let isKnown = version == known
        let finding = Finding(
            subject: "the schema's version",
            problem: isKnown ? nil : "it is \(version), and this earshot knows \(known)"
        )
        guard isKnown else { return [finding] }
        let session = Session(
            connection: connection,
            dialect: dialect,
            actor: .engine("check"),
            scope: .everything,
            now: Instant(milliseconds: 0),
            ids: IDGenerator(node: 0, floor: 0) { Instant(milliseconds: 0) }
        )
        let broken = try ReadTransaction(session: session).audit.firstBreak()
        let audit = Finding(
            subject: "the audit's chain",
            problem: broken.map { "it is broken at row \($0)" }
        )
        return try [finding] + promises.map { try $0.finding(in: session) } + [audit]
            + deadRows(on: connection, dialect)
    }

    /// What the engine leaves to be tidied up, where it has anything of the kind.
    private static func deadRows(
        on connection: any DatabaseConnection,
        _ dialect: Dialect
    ) throws -> [Finding] {
        guard let sql = dialect.deadRows else { return [] }
        var problems: [String] = []
        try connection.forEachRow(sql, []) { columns in
            var row = SQLRow(columns)
            problems.append(try row.text())
        }
        let problem = problems.isEmpty ? nil : problems.joined(separator: "; ")
        return [Finding(subject: "dead rows left to autovacuum", problem: problem)]
    }

    private static let promises = [
        Promise("one live case for each person", .crowdedParties, "people have several"),
        Promise("every mention's judgement", .lostJudgements, "mentions have none"),
        Promise("every mention's link", .lostLinks, "mentions have one that is missing"),
        Promise("every case's mentions", .strayMentions, "mentions lie in a case that is missing"),
        Promise("the counts of quarter-hours and days", .unequalCounts, "sums differ"),
        Promise("no count below zero", .negativeCounts, "are"),
        Promise("the change sequence", .lateChanges, "changes are ahead of the counter"),
    ]
}

/// What a statement that counts the exceptions says.
private struct Promise: Sendable {
    let subject: String
    let exceptions: CheckStatement
    let words: String

    init(_ subject: String, _ exceptions: CheckStatement, _ words: String) {
        self.subject = subject
        self.exceptions = exceptions
        self.words = words
    }

    func finding(in session: Session) throws -> StoreCheck.Finding {
        let count = try session.row(exceptions) { row in try row.count() } ?? 0
        return StoreCheck.Finding(subject: subject, problem: count == 0 ? nil : "\(count) \(words)")
    }
}

/// The statements that count what must not be.
enum CheckStatement: String, StatementSet {
    case crowdedParties = """
        SELECT COUNT(*) FROM (SELECT party_key FROM cases
            WHERE state IN ('new', 'open', 'waiting_customer', 'waiting_internal', 'snoozed')
            GROUP BY party_key HAVING COUNT(*) > 1) AS crowded
        """
    case lostJudgements = """
        SELECT COUNT(*) FROM mentions AS m LEFT JOIN judgements AS j
            ON j.id = m.current_judgement_id AND j.mention_id = m.id
        WHERE j.id IS NULL
        """
    case lostLinks = """
        SELECT COUNT(*) FROM mentions AS m LEFT JOIN links AS l
            ON l.id = m.current_link_id AND l.mention_id = m.id
        WHERE m.current_link_id IS NOT NULL AND l.id IS NULL
        """
    case strayMentions = """
        SELECT COUNT(*) FROM mentions AS m LEFT JOIN cases AS c ON c.id = m.case_id
        WHERE m.case_id IS NOT NULL AND c.id IS NULL
        """
    case unequalCounts = """
        SELECT COUNT(*) FROM (SELECT brand_id, label FROM (
                SELECT brand_id, label, n FROM counts_quarter
                UNION ALL SELECT brand_id, label, -n FROM counts_day) AS steps
            GROUP BY brand_id, label HAVING SUM(n) <> 0) AS unequal
        """
    case negativeCounts = """
        SELECT COUNT(*) FROM (SELECT n FROM counts_quarter WHERE n < 0
            UNION ALL SELECT n FROM counts_day WHERE n < 0) AS below
        """
    case lateChanges = """
        SELECT COUNT(*) FROM changes WHERE n > (SELECT MAX(n) FROM change_counter)
        """
}
