public import EarshotModel

/// The people who write, as sites know them.
public struct AuthorRecords<Access> {
    let session: Session

    /// The author with that key.
    public func author(key: String) throws -> Author? {
        try session.row(AuthorStatement.byKey, key) { row in
            Author(id: try row.id(), key: try row.text(), name: try row.text())
        }
    }
}

extension Transaction {
    /// The authors.
    public var authors: AuthorRecords<Access> { AuthorRecords(session: session) }
}

extension AuthorRecords where Access == Writing {
    /// The author with that key, made when it is new.
    public func author(key: String, from author: EntryAuthor) throws -> Author {
        if let known = try self.author(key: key) { return known }
        let name = author.name ?? author.email ?? author.url ?? key
        let id: Author.ID = session.ids.next()
        try session.execute(
            AuthorStatement.add,
            id,
            key,
            name,
            author.url,
            author.email,
            session.now
        )
        return Author(id: id, key: key, name: name)
    }
}

/// The statements on authors.
enum AuthorStatement: String, StatementSet {
    case byKey = "SELECT id, key, name FROM authors WHERE key = ?1"
    case add = """
        INSERT INTO authors (id, key, name, url, email, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """
}
