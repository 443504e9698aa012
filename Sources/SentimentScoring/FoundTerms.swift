/// The terms that begin at one word of a text, the longest of each kind.
struct FoundTerms: Sendable {
    /// An opinion and its number of words.
    typealias Found = (length: Int, opinion: Int)

    /// Opinions from the longest to the shortest, then what no longer counts.
    private var opinions: [Found] = []
    /// How many opinions were found.
    private(set) var opinionCount = 0
    private(set) var negator: (length: Int, side: NegatorSide)?
    private(set) var intensifier: (length: Int, factor: Int)?
    private(set) var contrast: (length: Int, side: ContrastWord)?
    private(set) var irrealis: (length: Int, share: Int)?
    private(set) var comparison: (length: Int, side: ComparisonWord)?
    /// The words of the longest term that is no opinion.
    private(set) var longestMark = 0

    var isEmpty: Bool { opinionCount == 0 && longestMark == 0 }

    /// One of the opinions, of which the longest comes first.
    func opinion(at place: Int) -> Found { opinions[place] }

    /// Forgets everything and keeps the place for it.
    mutating func clear() {
        opinionCount = 0
        guard longestMark > 0 else { return }
        (negator, intensifier, contrast, irrealis, comparison) = (nil, nil, nil, nil, nil)
        longestMark = 0
    }

    /// Takes the opinion of a meaning of so many words in.
    mutating func addOpinion(of meaning: RuleTrie.Meaning, length: Int) {
        guard let opinion = meaning.opinion else { return }
        if opinionCount == opinions.count { opinions.append((length, opinion)) }
        // Those that are shorter move back by one place.
        var place = opinionCount
        while place > 0, opinions[place - 1].length < length {
            opinions[place] = opinions[place - 1]
            place -= 1
        }
        opinions[place] = (length, opinion)
        opinionCount += 1
    }

    /// Takes what a meaning of so many words does to opinions in.
    mutating func addMarks(of meaning: RuleTrie.Meaning, length: Int) {
        guard meaning.isMark else { return }
        longestMark = max(longestMark, length)
        if let side = meaning.negator, length > negator?.length ?? 0 { negator = (length, side) }
        if let factor = meaning.factor, length > intensifier?.length ?? 0 {
            intensifier = (length, factor)
        }
        if let side = meaning.contrast, length > contrast?.length ?? 0 { contrast = (length, side) }
        if let share = meaning.irrealis, length > irrealis?.length ?? 0 {
            irrealis = (length, share)
        }
        if let side = meaning.comparison, length > comparison?.length ?? 0 {
            comparison = (length, side)
        }
    }
}
