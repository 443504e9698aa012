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
            WITH own AS MATERIALIZED (
                SELECT t.oid FROM pg_catalog.pg_class AS t
                WHERE t.relkind = 'r' AND t.relname IN ({texts:?1})
                    AND t.relnamespace = CAST(current_schema() AS regnamespace))
            SELECT dropping, making FROM (
                SELECT 'ALTER TABLE ' || CAST(c.conrelid AS regclass) || ' DROP CONSTRAINT '
                        || quote_ident(c.conname) AS dropping,
                    'ALTER TABLE ' || CAST(c.conrelid AS regclass) || ' ADD CONSTRAINT '
                        || quote_ident(c.conname) || ' ' || pg_get_constraintdef(c.oid) AS making,
                    CASE c.contype WHEN 'u' THEN 1 ELSE 4 END AS place
                FROM own JOIN pg_catalog.pg_constraint AS c ON c.conrelid = own.oid
                WHERE c.contype IN ('u', 'f')
                UNION ALL
                SELECT 'DROP INDEX ' || CAST(i.indexrelid AS regclass),
                    pg_get_indexdef(i.indexrelid), 2
                FROM own JOIN pg_catalog.pg_index AS i ON i.indrelid = own.oid
                WHERE NOT i.indisprimary AND NOT EXISTS (
                    SELECT 1 FROM pg_catalog.pg_constraint AS k
                    WHERE k.conindid = i.indexrelid AND k.contype IN ('u', 'x'))
                UNION ALL
                SELECT NULL, 'ANALYZE ' || CAST(own.oid AS regclass), 3 FROM own
            ) AS parts
            ORDER BY place, making
            """
    )
}
