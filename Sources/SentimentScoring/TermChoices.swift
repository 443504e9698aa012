/// The terms that a line stands for: in each place one of the words that `|` parts.
///
/// `late|slow again|` stands for "late again", "late", "slow again" and "slow", numbered so. A
/// place of signs alone, such as `:|`, is a picture and stands as it is written.
struct TermChoices {
    /// The most terms that one line may stand for.
    static let most = 500

    private static let bar = UInt8(ascii: "|")
    private static let space = UInt8(ascii: " ")

    /// The words of each place, in the order of the line.
    private let places: [[ArraySlice<UInt8>]]
    /// How many terms there are, repeated ones included.
    let count: Int

    /// Reads the term of a line that is known to hold no mistake.
    init(_ term: ArraySlice<UInt8>) {
        places = term.split(separator: Self.space).map(Self.words)
        count = places.reduce(1) { min($0 * $1.count, Self.most + 1) }
    }

    /// Reads the term of a line; too many terms are a mistake of the line.
    init(
        _ term: ArraySlice<UInt8>,
        mistake: (RuleFileError.Problem) -> RuleFileError
    ) throws(RuleFileError) {
        self.init(term)
        guard count <= Self.most else {
            let text = String(decoding: term, as: UTF8.self)
            throw mistake(.tooManyTerms(text, most: Self.most))
        }
    }

    /// A term by its number.
    func term(_ number: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        append(number, to: &bytes)
        return bytes
    }

    /// Puts a term by its number behind other bytes.
    func append(_ number: Int, to bytes: inout [UInt8]) {
        let start = bytes.count
        var (rest, share) = (number, count)
        for words in places {
            share /= words.count
            let word = words[rest / share]
            rest %= share
            guard !word.isEmpty else { continue }
            if bytes.count > start { bytes.append(Self.space) }
            bytes += word
        }
    }

    /// A term by its number, of a line that was read without a mistake.
    static func term(_ number: Int, of term: some Collection<UInt8>) -> String {
        guard term.contains(bar) else { return String(decoding: term, as: UTF8.self) }
        return String(decoding: TermChoices(Array(term)[...]).term(number), as: UTF8.self)
    }

    /// The words that none of some terms takes, by the terms' numbers, in places that have several;
    /// an empty one for a place that may be left out and never is.
    func words(notIn terms: Set<Int>) -> [String] {
        let taken = terms.map(numbers)
        return places.indices.flatMap { place in
            let words = places[place]
            let missing = words.indices.filter { word in
                words.count > 1 && !taken.contains { $0[place] == word }
            }
            return missing.map { String(decoding: words[$0], as: UTF8.self) }
        }
    }

    // MARK: -

    private static func words(of place: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        guard place.contains(bar), place.contains(where: isPartOfWord) else { return [place] }
        return place.split(separator: bar, omittingEmptySubsequences: false)
    }

    /// Whether a byte belongs to a letter, a digit or a picture beyond ASCII.
    private static func isPartOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
            true
        default: false
        }
    }

    /// Which word of each place a term takes.
    private func numbers(of term: Int) -> [Int] {
        var (rest, share) = (term, count)
        return places.map { words in
            share /= words.count
            defer { rest %= share }
            return rest / share
        }
    }
}
