import Foundation

/// Where a store is, as the settings name it.
public enum StoreAddress: Hashable, Sendable {
    /// A file of SQLite.
    case sqlite(path: String)
    /// A PostgreSQL database: a URI or a list of `key=value`, as libpq takes it, and the password
    /// when it is kept elsewhere.
    case postgreSQL(address: String, password: String?)

    /// Reads `sqlite:PATH`, `postgres://USER@HOST/DATABASE` or `postgres:host=… dbname=…`; `nil`
    /// for anything else.
    public init?(_ text: String, password: String? = nil) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty else { return nil }
        switch parts[0] {
        case "sqlite": self = .sqlite(path: String(parts[1]))
        case "postgres", "postgresql":
            let address = parts[1].hasPrefix("//") ? text : String(parts[1])
            self = .postgreSQL(address: address, password: password)
        default: return nil
        }
    }

    /// Whether the store is a file of this machine.
    public var isFile: Bool {
        if case .sqlite = self { true } else { false }
    }

}

extension StoreAddress: CustomStringConvertible {
    /// The address for people; it never shows a password.
    public var description: String {
        switch self {
        case .sqlite(let path): "sqlite:" + path
        case .postgreSQL(let address, _):
            (address.contains("://") ? "" : "postgres:") + Self.masked(address)
        }
    }
}
