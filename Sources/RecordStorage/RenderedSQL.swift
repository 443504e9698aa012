import Synchronization

/// Statements in an engine's spelling, rendered once for the life of the process.
enum RenderedSQL {
    private static let cache = Mutex<[String: [String: String]]>([:])

    /// The statement as the engine of the dialect reads it.
    static func text<Statement: StatementSet>(
        of statement: Statement,
        _ dialect: Dialect
    ) -> String {
        let source = statement.rawValue
        return cache.withLock { cache in
            if let known = cache[dialect.name]?[source] { return known }
            let rendered = dialect.rendered(source)
            cache[dialect.name, default: [:]][source] = rendered
            return rendered
        }
    }
}
