/// A table as the schema declares it: its columns, and those that make up its key.
struct TableShape: Hashable, Sendable {
    /// The table's name.
    let name: String
    /// The columns in order.
    let columns: [String]
    /// Which columns are text, and so need one collation on both engines.
    let textColumns: Set<String>
    /// The columns of the primary key, in order.
    let key: [String]
    /// The column that may refer to a later row of the same table; `nil` for most.
    let forwardReference: String?

    /// Every table of the schema in an order in which each stands behind those it refers to.
    static let all: [TableShape] = {
        let tables = Migration.all.flatMap(\.statements).compactMap(TableShape.init(statement:))
        return tables.filter { !["leases"].contains($0.name) }
    }()

    /// Reads a `CREATE TABLE`; `nil` for any other statement.
    init?(statement: String) {
        let opening = "CREATE TABLE "
        guard statement.hasPrefix(opening), let open = statement.firstIndex(of: "("),
            let close = statement.lastIndex(of: ")")
        else { return nil }
        name = statement[..<open].dropFirst(opening.count).trimmed
        let parts = Self.parts(statement[statement.index(after: open)..<close])
        let keyword = "PRIMARY KEY ("
        let declarations = parts.filter { part in
            !["PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "CONSTRAINT"].contains {
                part.hasPrefix($0)
            }
        }
        columns = declarations.map { String($0.prefix { $0 != " " }) }
        textColumns = Set(zip(columns, declarations).filter { $1.contains(" {text}") }.map(\.0))
        // A version's parent is older than it; only cases may be merged into a later one.
        let reference = name == "cases" ? "REFERENCES cases" : nil
        let columns = columns
        forwardReference = reference.flatMap { reference in
            zip(columns, declarations).first { $1.contains(reference) }?.0
        }
        if let own = parts.first(where: { $0.hasPrefix(keyword) }) {
            key = own.dropFirst(keyword.count).dropLast().split(separator: ",").map(\.trimmed)
        } else {
            key = zip(columns, declarations).filter { $1.contains("PRIMARY KEY") }.map(\.0)
        }
    }

    /// Splits at the commas that stand in no parentheses.
    private static func parts(_ text: Substring) -> [String] {
        var parts = [""]
        var depth = 0
        for character in text {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == ",", depth == 0 {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts.map(\.trimmed)
    }
}

extension StringProtocol {
    /// The text without white space at its ends.
    fileprivate var trimmed: String {
        let kept = drop(while: \.isWhitespace)
        let end = kept.lastIndex { !$0.isWhitespace }
        return end.map { String(kept[...$0]) } ?? ""
    }
}

extension TableShape {
    /// One page in the key's order, behind the row whose key the first arguments hold.
    func page(after isContinued: Bool, _ dialect: Dialect) -> String {
        let order = key.map { collated($0) }.joined(separator: ", ")
        let places = key.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        let condition = isContinued ? " WHERE (\(order)) > (\(places))" : ""
        let limit = isContinued ? key.count + 1 : 1
        return dialect.rendered(
            "SELECT \(columns.joined(separator: ", ")) FROM \(name)\(condition) "
                + "ORDER BY \(order) LIMIT ?\(limit)"
        )
    }

    /// Every row, in no order.
    func everything(_ dialect: Dialect) -> String {
        "SELECT \(columns.joined(separator: ", ")) FROM \(name)"
    }

    private func collated(_ column: String) -> String {
        textColumns.contains(column) ? column + " {bytewise}" : column
    }
}
