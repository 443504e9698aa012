import Foundation

extension StoreAddress {
    /// The address of a PostgreSQL database without its secrets, for messages.
    ///
    /// Where a secret cannot be told from the rest, nothing of the address is shown.
    static func masked(_ address: String) -> String {
        guard address.contains("://") else { return ServerAddress(address).maskedText ?? "…" }
        guard let parts = URIParts(address) else {
            return (address.firstRange(of: "://").map { address[..<$0.upperBound] } ?? "") + "…"
        }
        let user = parts.user.map { $0 + (parts.hasPassword ? ":…@" : "@") } ?? ""
        return parts.scheme + user + parts.place + parts.maskedQuery
    }

    /// What libpq says of an address that it could not connect to.
    ///
    /// Of an address in which libpq may take a piece of a password for something else, only the
    /// remedy is told.
    static func masked(_ message: String, from address: String) -> String {
        isPlain(address) ? message : unreadable
    }

    /// Whether everybody reads the address in the same way, so that its secrets are its secrets.
    static func isPlain(_ address: String) -> Bool {
        guard address.contains("://") else { return ServerAddress(address).maskedText != nil }
        return URIParts(address) != nil && ServerAddress(address).isRead
    }

    /// What helps where an address is not plain.
    static let unreadable = """
        its address cannot be read; write %40 for @, %2F for /, %3F for ?, %26 for & and %25 for % \
        in a name or password, or keep the password in a file of its own (store_password_file)
        """
}

/// The parts of a URI that everybody divides in the same way.
private struct URIParts {
    let scheme: Substring
    let user: Substring?
    let hasPassword: Bool
    /// Hosts, ports and the database.
    let place: Substring
    private let query: Substring

    /// Divides a URI with one `@` at most; `nil` for any other text.
    init?(_ address: String) {
        let form =
            #/
            (?<scheme> [a-z]+ :\/\/ )
            ( (?<user> [^:@\/]* ) (?<password> : [^@\/]* )? @ )?
            (?<place> [^@?&=]* )
            (?<query> \? ( [^@?&=]+ = [^@?&]* ( & [^@?&=]+ = [^@?&]* )* )? )?
            /#
        guard let parts = address.wholeMatch(of: form)?.output else { return nil }
        (scheme, user, place) = (parts.scheme, parts.user, parts.place)
        hasPassword = parts.password != nil
        query = parts.query ?? ""
    }

    /// The query with dots for secrets.
    var maskedQuery: String {
        let pairs = query.dropFirst().split(separator: "&").map { pair in
            let name = pair.prefix { $0 != "=" }
            let isSecret = (name.removingPercentEncoding ?? "password").hasSuffix("password")
            return isSecret ? name + "=…" : pair
        }
        return query.prefix(1) + pairs.joined(separator: "&")
    }
}
