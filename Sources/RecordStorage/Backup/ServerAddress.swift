import CLibPQ

/// A PostgreSQL address taken apart, so that its secrets can be kept off command lines.
struct ServerAddress {
    /// Whether libpq can read it.
    let isRead: Bool
    /// The parameters as `key='value'`, without secrets.
    let publicText: String
    /// The parameters as people write them, with dots for secrets; `nil` where libpq cannot read
    /// the address.
    let maskedText: String?
    /// The password that stands in the address.
    let password: String?
    /// The database that the address names.
    let database: String?

    /// Reads a URI or a list of `key=value`, as libpq does; a text without `=` names a database.
    init(_ address: String) {
        let isName = !address.contains("=") && !address.contains("://")
        guard !isName, let options = PQconninfoParse(address, nil) else {
            isRead = isName
            (publicText, password, database) = (Self.pair("dbname", address), nil, address)
            maskedText = isName ? address : nil
            return
        }
        defer { PQconninfoFree(options) }
        var (pairs, masked): ([String], [String]) = ([], [])
        var (password, database): (String?, String?)
        var next = options
        while let keyword = next.pointee.keyword {
            defer { next += 1 }
            guard let value = next.pointee.val.map({ String(cString: $0) }) else { continue }
            let name = String(cString: keyword)
            if name == "password" { password = value }
            if name == "dbname" { database = value }
            // An asterisk marks what may not be shown (PostgreSQL 15 manual, section 34.1).
            let isSecret = next.pointee.dispchar.map { String(cString: $0) } == "*"
            if !isSecret { pairs.append(Self.pair(name, value)) }
            masked.append(isSecret ? name + "=…" : Self.shortPair(name, value))
        }
        isRead = true
        publicText = pairs.joined(separator: " ")
        maskedText = masked.joined(separator: " ")
        (self.password, self.database) = (password, database)
    }

    private static func pair(_ name: String, _ value: String) -> String {
        name + "='" + value.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }

    private static func shortPair(_ name: String, _ value: String) -> String {
        let needsQuotes = value.isEmpty || value.contains { $0.isWhitespace || "'\\".contains($0) }
        return needsQuotes ? pair(name, value) : name + "=" + value
    }
}
