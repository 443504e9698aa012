import TextAnalysis

/// Names and addresses behind which no single person stands.
public struct ImpersonalNames: Hashable, Sendable {
    private let machines: Set<String>
    private let offices: Set<String>
    private let nobodies: Set<String>

    /// Reads the names from the text of a rule file.
    ///
    /// Each line has a kind (`machine`, `office` or `nobody`) and a name, parted by a tab.
    public init(parsing text: String, file: String) throws(LinkRuleError) {
        let table = try RuleTable(parsing: text, file: file, columns: 2)
        var names: [String: Set<String>] = ["machine": [], "office": [], "nobody": []]
        for row in table.rows {
            guard names.keys.contains(row.fields[0]) else {
                throw table.mistake(.unknownKind(row.fields[0]), in: row)
            }
            let name = NameKey.words(of: row.fields[1]).joined(separator: " ")
            guard !name.isEmpty else { throw table.mistake(.notAWord(row.fields[1]), in: row) }
            names[row.fields[0]]?.insert(name)
        }
        machines = names["machine"] ?? []
        offices = names["office"] ?? []
        nobodies = names["nobody"] ?? []
    }

    /// Whether an e-mail address in its normal form belongs to a machine or a whole site.
    public func isMachine(email key: String) -> Bool { machines.contains(Self.localPart(of: key)) }

    /// Whether an e-mail address in its normal form is shared by the people of a firm.
    public func isOffice(email key: String) -> Bool { offices.contains(Self.localPart(of: key)) }

    /// Whether an author's name says that the author is not known.
    public func isNobody(name: String) -> Bool {
        let words = NameKey.words(of: name)
        return words.isEmpty || nobodies.contains(words.joined(separator: " "))
    }

    private static func localPart(of email: String) -> String {
        let local = String(email.prefix { $0 != "@" })
        return NameKey.words(of: local).joined(separator: " ")
    }
}
