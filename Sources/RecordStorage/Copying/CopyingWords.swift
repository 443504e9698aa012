/// What a copy into an engine says beside the rows, so that it is fast.
struct CopyingWords: Sendable {
    /// Begins a page's transaction so that its COMMIT does not wait for the disk.
    let looseCommit: String
    /// Begins a transaction that makes an index.
    let roomForIndexes: String
    /// Lists what is put off until all rows are there, in the order in which it is made.
    ///
    /// A row holds the statement that drops it, NULL where there is nothing to drop, and the one
    /// that makes it. The tables come as a JSON array.
    let putOff: String
}

extension CopyingWords {
    /// Unique constraints and other indexes, then the tables' statistics, then the references,
    /// whose checks need those.
    static let postgreSQL = CopyingWords(
        looseCommit: "SET LOCAL synchronous_commit = off",
        roomForIndexes: "SET LOCAL maintenance_work_mem = '256MB'",
        putOff: """
            SELECT dropping, making FROM (
                SELECT c.conrelid AS owner,
                    'ALTER TABLE ' || CAST(c.conrelid AS regclass) || ' DROP CONSTRAINT '
                        || quote_ident(c.conname) AS dropping,
                    'ALTER TABLE ' || CAST(c.conrelid AS regclass) || ' ADD CONSTRAINT '
                        || quote_ident(c.conname) || ' ' || pg_get_constraintdef(c.oid) AS making,
                    CASE c.contype WHEN 'u' THEN 1 ELSE 4 END AS place
                FROM pg_catalog.pg_constraint AS c WHERE c.contype IN ('u', 'f')
                UNION ALL
                SELECT i.indrelid, 'DROP INDEX ' || CAST(i.indexrelid AS regclass),
                    pg_get_indexdef(i.indexrelid), 2
                FROM pg_catalog.pg_index AS i
                WHERE NOT i.indisprimary AND NOT EXISTS (
                    SELECT 1 FROM pg_catalog.pg_constraint AS k
                    WHERE k.conindid = i.indexrelid AND k.contype IN ('u', 'x'))
                UNION ALL
                SELECT t.oid, NULL, 'ANALYZE ' || CAST(t.oid AS regclass), 3
                FROM pg_catalog.pg_class AS t WHERE t.relkind = 'r'
            ) AS parts JOIN pg_catalog.pg_class AS own ON own.oid = parts.owner
            WHERE own.relname IN ({texts:?1})
                AND own.relnamespace = CAST(current_schema() AS regnamespace)
            ORDER BY place, making
            """
    )
}
