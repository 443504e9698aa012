/// The terms that a line stands for: in each place one of the words that `|` parts.
///
/// `late|slow again|` stands for "late again", "late", "slow again" and "slow", numbered so. A
/// place of signs alone, such as `:|`, is a picture and stands as it is written.
struct TermChoices {
    /// The most terms that one line may stand for.
    static let most = 500

    private static let bar = UInt8(ascii: "|")
    private static let space = UInt8(ascii: " ")

    private let bytes: ArraySlice<UInt8>
    /// Where the words of all places stand, in the order of the line.
    private var words: [Range<Int>] = []
    /// For each place the number behind that of its last word.
    private var ends: [Int] = []
    /// How many terms there are, repeated ones included.
    private(set) var count = 1

    /// Reads the term of a line that is known to hold no mistake.
    init(_ term: ArraySlice<UInt8>) {
        bytes = term
        var start = term.startIndex
        while start < term.endIndex {
            let end = term[start...].firstIndex(of: Self.space) ?? term.endIndex
            if end > start { addPlace(start..<end) }
            start = end + 1
        }
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
        forEachWord(of: number) { word in
            guard !word.isEmpty else { return }
            if bytes.count > start { bytes.append(Self.space) }
            bytes += self.bytes[word]
        }
    }

    /// A term by its number, of a line that was read without a mistake.
    static func term(_ number: Int, of term: some Collection<UInt8>) -> String {
        guard term.contains(bar) else { return String(decoding: term, as: UTF8.self) }
        return String(decoding: TermChoices(Array(term)[...]).term(number), as: UTF8.self)
    }

    /// The words that none of some terms takes, by the terms' numbers, with an empty one for
    /// a place that may be left out and never is.
    func words(notIn terms: Set<Int>) -> [String] {
        var missing = words
        for term in terms {
            forEachWord(of: term) { word in missing.removeAll { $0 == word } }
        }
        return missing.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    // MARK: -

    private mutating func addPlace(_ place: Range<Int>) {
        let first = words.count
        var start = place.lowerBound
        if bytes[place].contains(where: Self.isPartOfWord) {
            while let bar = bytes[start..<place.upperBound].firstIndex(of: Self.bar) {
                words.append(start..<bar)
                start = bar + 1
            }
        }
        words.append(start..<place.upperBound)
        ends.append(words.count)
        count = min(count * (words.count - first), Self.most + 1)
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

    /// Gives where the word of each place stands that a term takes.
    private func forEachWord(of term: Int, _ body: (Range<Int>) -> Void) {
        var (rest, share, first) = (term, count, 0)
        for end in ends {
            share /= end - first
            body(words[first + rest / share])
            (rest, first) = (rest % share, end)
        }
    }
}
