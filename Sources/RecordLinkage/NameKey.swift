import TextAnalysis

/// The form in which two spellings of one name are equal, whichever part stands first.
public enum NameKey {
    /// The key of a full name; `nil` for a single word, which is a user name or says too little.
    ///
    /// Accents, case, hyphens and the order of the parts do not matter: "Müller, Jörg" and "jorg
    /// MULLER" have one key.
    public static func key(of name: String) -> String? {
        let words = words(of: name)
        return words.count > 1 ? words.sorted().joined(separator: " ") : nil
    }

    /// The spellings under which a record may hold a full name, each folded.
    ///
    /// As written, then with the family name first and last, with a comma and without: for a store
    /// that can only look for equal text. Empty for a single word.
    public static func spellings(of name: String) -> [String] {
        let words = words(of: name)
        guard words.count > 1, words.count <= mostWords else { return [] }
        let lastFirst = [words[words.count - 1]] + words.dropLast()
        let firstLast = words.dropFirst() + [words[0]]
        var spellings = [Folding.folded(name)]
        for order in [words, lastFirst, Array(firstLast)] {
            spellings.append(order.joined(separator: " "))
            spellings.append("\(order[0]), \(order.dropFirst().joined(separator: " "))")
            spellings.append(
                "\(order.dropLast().joined(separator: " ")), \(order[order.count - 1])"
            )
        }
        var seen: Set<String> = []
        return spellings.filter { seen.insert($0).inserted }
    }

    /// The folded words of a name, in the order in which they are written.
    static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        for scalar in Folding.folded(name).unicodeScalars {
            if partsWords(scalar) {
                if !word.isEmpty { words.append(String(word)) }
                word = String.UnicodeScalarView()
            } else if scalar != "-" && scalar != "'" {
                word.append(scalar)
            }
        }
        if !word.isEmpty { words.append(String(word)) }
        return words
    }

    /// A name of more words than this is a sentence.
    private static let mostWords = 8

    private static func partsWords(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", ",", ".", ";", "(", ")", "\"", "\t", "\n", "\r": true
        default: false
        }
    }
}
