import Testing

@testable import RecordStorage

@Suite struct DialectTests {
    @Test(arguments: [
        (
            "CREATE TABLE t (a {int}, b {text}){strict}",
            "CREATE TABLE t (a INTEGER, b TEXT) STRICT", "CREATE TABLE t (a BIGINT, b TEXT)"
        ),
        ("SELECT {bool}, {bytes}", "SELECT INTEGER, BLOB", "SELECT BOOLEAN, BYTEA"),
        ("a = ?2 AND b = ?1", "a = ?2 AND b = ?1", "a = $2 AND b = $1"),
        (
            "id IN ({ints:?11})", "id IN (SELECT value FROM json_each(?11))",
            "id IN (SELECT CAST(json_array_elements_text(CAST($11 AS json)) AS BIGINT))"
        ),
        ("", "", ""),
        ("no token }", "no token }", "no token }"),
    ])
    func `a statement is spelt for each engine`(sql: String, sqlite: String, postgres: String) {
        #expect(Dialect.sqlite.rendered(sql) == sqlite)
        #expect(Dialect.postgreSQL.rendered(sql) == postgres)
    }

    @Test(arguments: StatementList.rendered(for: .postgreSQL).map(\.sql))
    func `no statement keeps a token, and numbers its arguments from one without a gap`(
        sql: String
    ) {
        #expect(!sql.contains("{") && !sql.contains("?"))
        let numbers = Set(sql.matches(of: /\$(\d+)/).compactMap { Int($0.1) })
        #expect(numbers == Set(1..<(numbers.count + 1)))
    }

    @Test func `every statement has a name of its own`() {
        let names = StatementList.rendered(for: .sqlite).map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: [
        (["slow"], "\"slow\"", "'slow'"),
        (["a", "b"], "\"a\" AND \"b\"", "'a' & 'b'"),
        (["or\"not"], "\"or\"\"not\"", "'or\"not'"),
        (["it's", "back\\slash"], "\"it's\" AND \"back\\slash\"", "'it''s' & 'back\\\\slash'"),
    ])
    func `words of a query are quoted, so that none is an operator`(
        words: [String],
        sqlite: String,
        postgres: String
    ) {
        #expect(Dialect.sqlite.searchQuery(for: words) == sqlite)
        #expect(Dialect.postgreSQL.searchQuery(for: words) == postgres)
    }
}
