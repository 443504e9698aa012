/// The condition under which a term of the lexicon has its sense: what stands beside it.
///
/// Written `before=very,so; !after=of`: every part must hold. A part lists words or phrases of
/// which one must stand directly before or behind the term, or with `!` none may. `@start` and
/// `@end` mean that the term begins or ends its clause, `@opinion` that an opinion word stands
/// there. `@spelled` asks for the accents with which the list writes the term.
struct SenseGuard: Hashable, Sendable {
    /// On which side of the term a condition looks.
    enum Side: Hashable, Sendable {
        case before
        case after
    }

    /// What a condition looks for.
    enum Neighbour: Hashable, Sendable {
        /// These words, in reading order, next to the term.
        case words([String])
        /// The border of the clause.
        case border
        /// An opinion word.
        case opinion
    }

    /// One part of a guard.
    struct Condition: Hashable, Sendable {
        let side: Side
        let isForbidden: Bool
        let neighbours: [Neighbour]
    }

    let conditions: [Condition]
    /// Whether the words must stand in the text with the accents that the list writes.
    let isSpelled: Bool

    /// Reads a guard; the error names the part that is not understood.
    init(parsing text: String, line: RuleLine) throws(RuleFileError) {
        var conditions: [Condition] = []
        var isSpelled = false
        for part in text.split(separator: ";") {
            let trimmed = part.drop { $0 == " " }
            if trimmed == "@spelled" {
                isSpelled = true
                continue
            }
            guard let condition = Self.condition(trimmed) else {
                throw line.mistake(.notAGuard(String(trimmed)))
            }
            conditions.append(condition)
        }
        guard !conditions.isEmpty || isSpelled else { throw line.mistake(.notAGuard(text)) }
        self.conditions = conditions
        self.isSpelled = isSpelled
    }

    // MARK: -

    private static func condition(_ text: Substring) -> Condition? {
        let isForbidden = text.first == "!"
        let halves = text.dropFirst(isForbidden ? 1 : 0).split(separator: "=", maxSplits: 1)
        guard halves.count == 2, let side = side(halves[0]) else { return nil }
        var neighbours: [Neighbour] = []
        for name in halves[1].split(separator: ",") {
            guard let neighbour = neighbour(name, side: side) else { return nil }
            neighbours.append(neighbour)
        }
        guard !neighbours.isEmpty else { return nil }
        return Condition(side: side, isForbidden: isForbidden, neighbours: neighbours)
    }

    private static func side(_ name: Substring) -> Side? {
        switch name {
        case "before": .before
        case "after": .after
        default: nil
        }
    }

    private static func neighbour(_ name: Substring, side: Side) -> Neighbour? {
        switch (name, side) {
        case ("@start", .before), ("@end", .after): return .border
        case ("@opinion", _): return .opinion
        default: break
        }
        guard name.first != "@" else { return nil }
        let words = name.split(separator: " ").map(String.init)
        return words.isEmpty ? nil : .words(words)
    }
}
