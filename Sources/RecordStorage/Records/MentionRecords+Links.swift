public import EarshotModel

extension MentionRecords {
    /// The mentions of our brands whose customer is only suggested, and whom nobody has confirmed,
    /// newest made first, that come after the given one.
    public func toConfirm(after: Mention.ID? = nil, limit: Int) throws -> [Mention.ID] {
        let scope = BrandFilter(session.scope)
        return try session.rows(
            LinkStatement.toConfirm,
            after?.rawValue ?? .max,
            scope.isOpen,
            scope.list,
            limit
        ) { row in try row.id() }
    }
}
