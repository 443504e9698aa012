/// What the two engines say differently; everything else is written once.
public struct Dialect: Sendable {
    /// The engine's name as it stands in the address of a store.
    public let name: String
    let words: [String: String]
    let numbersParameters: Bool
    /// Whether several processes may have the store open at once.
    let isShared: Bool
    /// The number of the advisory lock that keeps two processes from migrating at once; `nil` where
    /// a lock file does.
    let migrationLock: Int64?
    /// Answers in words where dead rows pile up; `nil` where none are left in the tables.
    let deadRows: String?
    /// What makes a copy into this engine fast; `nil` where nothing of the kind is needed.
    let copying: CopyingWords?
    /// The statements that only this engine needs to index the folded words.
    let searchSchema: [String]

    /// The given SQL in this engine's spelling.
    ///
    /// `{int}`, `{text}`, `{bytes}`, `{bool}` are column types, `{strict}` ends a table,
    /// `{bytewise}` behind a text orders it by its bytes whatever the database's locale,
    /// `{salt}` is 32 random bytes,
    /// `{texts:?1}` and `{ints:?1}` read a JSON array as rows, `{matches:?1}` is the full-text test
    /// on `search_documents AS d`. `{mention_columns}` and `{mention_tables}` are shared words.
    public func rendered(_ sql: String) -> String {
        var output = ""
        var rest = sql[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            output += rest[..<open]
            output += expansion(of: rest[rest.index(after: open)..<close])
            rest = rest[rest.index(after: close)...]
        }
        output += rest
        return numbersParameters ? output.replacing("?", with: "$") : output
    }

    private func expansion(of token: Substring) -> String {
        let parts = token.split(separator: ":", maxSplits: 1)
        guard let word = parts.first, let pattern = words[String(word)] ?? Self.shared[String(word)]
        else {
            preconditionFailure("no dialect knows {\(token)}")
        }
        return parts.count == 2 ? pattern.replacing("%", with: parts[1]) : pattern
    }
}

extension Dialect {
    /// SQLite 3.40 or newer, with STRICT tables and FTS5.
    ///
    /// The tokeniser's categories keep combining marks inside words: without them FTS5 tears Tamil
    /// and Devanagari apart. The words come folded, so it removes no diacritics itself.
    public static let sqlite = Dialect(
        name: "sqlite",
        words: [
            "int": "INTEGER", "text": "TEXT", "bytes": "BLOB", "bool": "INTEGER",
            "strict": " STRICT", "bytewise": "", "salt": "randomblob(32)",
            "texts": "SELECT value FROM json_each(%)",
            "ints": "SELECT value FROM json_each(%)",
            "matches":
                "d.id IN (SELECT rowid FROM search_index WHERE search_index MATCH %)",
        ],
        numbersParameters: false,
        isShared: false,
        migrationLock: nil,
        deadRows: nil,
        copying: nil,
        searchSchema: [
            """
            CREATE VIRTUAL TABLE search_index USING fts5(
                words, content='search_documents', content_rowid='id',
                tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'")
            """,
            """
            CREATE TRIGGER search_documents_added AFTER INSERT ON search_documents BEGIN
                INSERT INTO search_index (rowid, words) VALUES (new.id, new.words);
            END
            """,
            """
            CREATE TRIGGER search_documents_removed AFTER DELETE ON search_documents BEGIN
                INSERT INTO search_index (search_index, rowid, words)
                VALUES ('delete', old.id, old.words);
            END
            """,
            """
            CREATE TRIGGER search_documents_changed AFTER UPDATE ON search_documents BEGIN
                INSERT INTO search_index (search_index, rowid, words)
                VALUES ('delete', old.id, old.words);
                INSERT INTO search_index (rowid, words) VALUES (new.id, new.words);
            END
            """,
        ]
    )

    /// PostgreSQL 15 or newer.
    ///
    /// The words come folded and separated by spaces, so an array of words is the whole vector;
    /// PostgreSQL's own parser would tear Tamil apart.
    public static let postgreSQL = Dialect(
        name: "postgres",
        words: [
            "int": "BIGINT", "text": "TEXT", "bytes": "BYTEA", "bool": "BOOLEAN", "strict": "",
            "bytewise": "COLLATE \"C\"",
            "salt":
                "decode(REPLACE(CAST(gen_random_uuid() AS TEXT)"
                + " || CAST(gen_random_uuid() AS TEXT), '-', ''), 'hex')",
            "texts": "SELECT json_array_elements_text(CAST(% AS json))",
            "ints": "SELECT CAST(json_array_elements_text(CAST(% AS json)) AS BIGINT)",
            "matches":
                "array_to_tsvector(string_to_array(d.words, ' ')) @@ CAST(% AS tsquery)",
        ],
        numbersParameters: true,
        isShared: true,
        // The number is our own and stands for "the schema of Earshot".
        migrationLock: 7_017_325_400,
        // A table that is larger than a VACUUM's usual threshold, and mostly dead, waits too long.
        deadRows: """
            SELECT 'autovacuum is off; nothing removes dead rows'
            WHERE 'off' IN (current_setting('autovacuum'), current_setting('track_counts'))
            UNION ALL
            SELECT relname || ' has ' || n_dead_tup || ' beside ' || n_live_tup || ' living ones'
            FROM pg_catalog.pg_stat_user_tables
            WHERE schemaname = current_schema() AND n_dead_tup > 10000 AND n_dead_tup > n_live_tup
            """,
        copying: .postgreSQL,
        searchSchema: [
            """
            CREATE INDEX search_index ON search_documents
                USING gin (array_to_tsvector(string_to_array(words, ' ')))
            """
        ]
    )

    /// The query for entries that hold every one of these folded words, in the engine's syntax.
    func searchQuery(for words: [String]) -> String {
        switch name {
        case "sqlite":
            words.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: " AND ")
        default:
            words.map { "'" + $0.replacing("\\", with: "\\\\").replacing("'", with: "''") + "'" }
                .joined(separator: " & ")
        }
    }
}
