public import EarshotModel

extension MentionRecords {
    /// The mentions of our brands whose customer is only suggested, and whom nobody has confirmed,
    /// newest made first, that come after the given one.
    public func toConfirm(after: Mention.ID? = nil, limit: Int) throws -> [MentionFile] {
        let scope = BrandFilter(session.scope)
        return try session.rows(
            LinkStatement.toConfirm,
            after?.rawValue ?? .max,
            scope.isOpen,
            scope.list,
            limit
        ) { row in try MentionFile(&row, in: session.scope) }
    }

    /// How many of them there are, counted up to `limit`.
    public func countToConfirm(upTo limit: Int) throws -> Int {
        let scope = BrandFilter(session.scope)
        return try session.row(
            LinkStatement.countToConfirm,
            scope.isOpen,
            scope.list,
            limit
        ) { row in try row.count() } ?? 0
    }

    /// Whether somebody said by whom a mention is, or by whom it is not.
    public func isLinkDecided(_ id: Mention.ID) throws -> Bool {
        try session.row(LinkStatement.isDecided, id) { row in try row.bool() } ?? false
    }
}
