public import EarshotModel

/// The full text of entries with a mention.
public struct SearchRecords<Access> {
    let session: Session

    /// Mentions whose entry holds every one of the folded words, newest first.
    ///
    /// Only brands within the scope are found. No words find nothing.
    public func mentions(holding words: [String], limit: Int) throws -> [Mention.ID] {
        let words = words.filter { !$0.isEmpty }
        guard !words.isEmpty else { return [] }
        let scope = BrandFilter(session.scope)
        return try session.rows(
            SearchStatement.find,
            session.dialect.searchQuery(for: words),
            scope.isOpen,
            scope.list,
            limit
        ) { row in try row.id() }
    }
}

extension Transaction {
    /// The full text.
    public var search: SearchRecords<Access> { SearchRecords(session: session) }
}

/// The statements on the full text.
enum SearchStatement: String, StatementSet {
    case set = """
        INSERT INTO search_documents (id, words) VALUES (?1, ?2)
        ON CONFLICT (id) DO UPDATE SET words = excluded.words
        """
    case find = """
        SELECT m.id FROM search_documents AS d JOIN mentions AS m ON m.entry_id = d.id
        WHERE {matches:?1} AND (?2 OR m.brand_id IN ({ints:?3}))
        ORDER BY m.published_at DESC, m.id DESC LIMIT ?4
        """
}
