import EarshotModel

/// What an author's name says about a customer's.
enum NameComparison: Equatable {
    /// All words are the same, in any order.
    case same
    /// The given name is the same, and nothing speaks against it.
    case givenNameSame
    /// Both are full names in one script without a common word.
    case different
    /// It says nothing.
    case silent

    /// Compares an author's name with a candidate's.
    init(_ author: AuthorName, _ candidate: LinkCandidate) {
        if let key = author.key, key == candidate.nameKey {
            self = .same
        } else if let first = author.words.first, author.words.count == 1 || author.isInitialed,
            first == candidate.givenName
        {
            self = .givenNameSame
        } else if author.key != nil, candidate.nameKey != nil,
            author.script == AuthorName.script(of: candidate.nameWords),
            !author.sharesWord(with: candidate.nameWords)
        {
            self = .different
        } else {
            self = .silent
        }
    }
}

/// An author's name, folded once for all candidates.
struct AuthorName {
    let raw: String
    let words: [String]
    let key: String?

    init?(_ name: String?, impersonal: ImpersonalNames) {
        guard let name, !impersonal.isNobody(name: name) else { return nil }
        raw = name
        words = NameKey.words(of: name)
        key = NameKey.key(of: name)
    }

    /// Whether the family name is a mere letter.
    var isInitialed: Bool { words.count == 2 && words[1].unicodeScalars.count == 1 }

    var script: UInt32 { Self.script(of: words) }

    /// Whether a word is common, or one is the other's first letter.
    func sharesWord(with others: [String]) -> Bool {
        words.contains { word in
            others.contains { other in
                word == other || word.unicodeScalars.count == 1 && other.hasPrefix(word)
                    || other.unicodeScalars.count == 1 && word.hasPrefix(other)
            }
        }
    }

    /// A number that is equal for words of one script: names of two scripts are not compared.
    static func script(of words: [String]) -> UInt32 {
        guard let first = words.first?.unicodeScalars.first?.value else { return 0 }
        return first < 0x250 ? 0 : first >> 8
    }
}
