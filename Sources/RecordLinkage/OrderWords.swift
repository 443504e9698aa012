import TextAnalysis

/// The words beside which a number is an order number, in every language at once.
public struct OrderWords: Hashable, Sendable {
    private let orders: Set<String>
    private let numbers: Set<String>

    /// Reads the words from the text of a rule file.
    ///
    /// Each line has a language, a kind (`order` or `number`) and one word, parted by tabs.
    public init(parsing text: String, file: String) throws(LinkRuleError) {
        let table = try RuleTable(parsing: text, file: file, columns: 3)
        var orders: Set<String> = []
        var numbers: Set<String> = []
        for row in table.rows {
            let word = Folding.folded(row.fields[2])
            guard !word.isEmpty, !word.contains(" ") else {
                throw table.mistake(.notAWord(row.fields[2]), in: row)
            }
            switch row.fields[1] {
            case "order": orders.insert(word)
            case "number": numbers.insert(word)
            default: throw table.mistake(.unknownKind(row.fields[1]), in: row)
            }
        }
        self.orders = orders
        self.numbers = numbers
    }

    /// Whether a folded word announces an order number.
    func isOrder(_ word: String) -> Bool { orders.contains(word) }

    /// Whether a folded word may stand between the announcement and the number.
    func isNumberWord(_ word: String) -> Bool { numbers.contains(word) }
}
