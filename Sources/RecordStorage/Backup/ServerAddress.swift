import CLibPQ

/// A PostgreSQL address taken apart, so that its secrets can be kept off command lines.
struct ServerAddress {
    /// The parameters as `key='value'`, without secrets.
    let publicText: String
    /// The password that stands in the address.
    let password: String?
    /// The database that the address names.
    let database: String?

    /// Reads a URI or a list of `key=value`, as libpq does; anything else names a database.
    init(_ address: String) {
        guard let options = PQconninfoParse(address, nil) else {
            (publicText, password, database) = (Self.pair("dbname", address), nil, address)
            return
        }
        defer { PQconninfoFree(options) }
        var pairs: [String] = []
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
        }
        publicText = pairs.joined(separator: " ")
        (self.password, self.database) = (password, database)
    }

    private static func pair(_ name: String, _ value: String) -> String {
        name + "='" + value.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}
