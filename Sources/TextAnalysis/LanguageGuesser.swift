/// Guesses the language of a text among those whose words it was given.
///
/// The script decides where it can. Else every word speaks for the languages that have it, loudest
/// for those that use it all the time, and its letters, three at a time, for the languages whose
/// words are spelled so. The model is made of the rule files themselves, at no more cost than
/// reading them.
public struct LanguageGuesser: Sendable {
    /// What is known of one language.
    public struct Sample: Sendable {
        /// The language as a BCP 47 tag.
        public let language: String
        /// Its most frequent words.
        public let frequent: [String]
        /// Other words of it; a final `*` marks the beginning of one.
        public let others: [String]

        /// Creates a sample of a language.
        public init(language: String, frequent: [String], others: [String]) {
            self.language = language
            self.frequent = frequent
            self.others = others
        }
    }

    /// What a frequent word adds for its language, in natural logarithms.
    private static let frequentGain: Float = 2.5
    /// What another word adds.
    private static let otherGain: Float = 1
    /// What somebody's word for a language is worth.
    private static let hintGain: Float = 4
    /// How much of the letters' likelihood counts: they are not independent.
    private static let letterShare: Float = 0.5
    /// The most that one word's letters may speak against a language.
    private static let letterLimit: Float = 3
    /// Letters that a language was not seen to use count as this much of once.
    private static let unseen: Float = 0.3
    /// A text of so few letters may speak for several languages about as loudly.
    private static let fewLetters = 24
    /// By how much one language must lead in a text of few letters for that alone to decide.
    private static let clearLead: Float = 1.5
    /// No more of a text is read; its language does not change.
    private static let longestRead = 4096

    /// The languages in the order of their numbers.
    public let languages: [String]

    private let frequent: [UInt64: UInt32]
    private let others: [UInt64: UInt32]
    /// The row of each three letters in `likelihoods`.
    private let rows: [UInt64: Int]
    /// For each three letters the logarithm of their share in each language.
    private let likelihoods: [Float]
    /// The same for letters that no language has.
    private let unseenLikelihoods: [Float]

    /// Makes the model; of 32 languages at most.
    public init(samples: [Sample]) {
        let samples = samples.prefix(32)
        languages = samples.map(\.language)
        var frequent: [UInt64: UInt32] = [:]
        var others: [UInt64: UInt32] = [:]
        var counts: [UInt64: [Float]] = [:]
        for (number, sample) in samples.enumerated() {
            for word in sample.frequent {
                let scalars = Self.letters(of: word)
                frequent[Self.hash(scalars[...]), default: 0] |= 1 << UInt32(number)
                Self.count(scalars, isStem: false, 3, &counts, number, samples.count)
            }
            for term in Set(sample.others) {
                let pieces = WordsOfText(term, reading: Self.longestRead).words
                // The "t" of "t'es" is no word that tells French from others.
                for (index, piece) in pieces.enumerated() where piece.count > 1 {
                    let isStem = term.last == "*" && index == pieces.count - 1
                    others[Self.hash(piece[...]), default: 0] |= 1 << UInt32(number)
                    Self.count(piece, isStem: isStem, 1, &counts, number, samples.count)
                }
            }
        }
        self.frequent = frequent
        self.others = others
        let totals = samples.indices.map { number in
            counts.values.reduce(Self.unseen * Float(counts.count)) { $0 + $1[number] }
        }
        var rows: [UInt64: Int] = [:]
        var likelihoods: [Float] = []
        for (key, row) in counts {
            rows[key] = likelihoods.count
            for (count, total) in zip(row, totals) {
                likelihoods.append(Logarithm.natural((count + Self.unseen) / total))
            }
        }
        self.rows = rows
        self.likelihoods = likelihoods
        unseenLikelihoods = totals.map { Logarithm.natural(Self.unseen / $0) }
    }

    /// The likeliest language; `nil` where nothing speaks for any.
    ///
    /// `hint` is what somebody said of the text; it tips the scales and no more. Where a few
    /// letters speak for several languages about as loudly, the hint decides, else the words that
    /// only one of them has, else it is the `usual` one.
    public func language(of text: String, hint: String? = nil, usual: String? = nil) -> String? {
        guard languages.count > 1 else { return nil }
        let words = WordsOfText(text, reading: Self.longestRead)
        if let script = words.script {
            return languages.contains(script) ? script : nil
        }
        var scores = languages.map { $0 == hint ? Self.hintGain : 0 }
        var isKnown = hint.map(languages.contains) ?? false
        var ownWords = [Int](repeating: 0, count: languages.count)
        for word in words.words {
            let holders = add(word, to: &scores)
            if holders != 0 { isKnown = true }
            if holders.nonzeroBitCount == 1 { ownWords[holders.trailingZeroBitCount] += 1 }
        }
        guard isKnown, let most = scores.max(), let first = scores.firstIndex(of: most) else {
            return nil
        }
        let near = languages.indices.filter { most - scores[$0] < Self.clearLead }
        let isShort = words.words.reduce(0) { $0 + $1.count } <= Self.fewLetters
        guard isShort, near.count > 1 else { return languages[first] }
        let said = near.first { languages[$0] == hint }
        let common = near.first { languages[$0] == usual }
        return languages[said ?? Self.leader(near, by: ownWords) ?? common ?? first]
    }

    // MARK: -

    /// The one of some languages that has more of the words than each other; `nil` on a tie.
    private static func leader(_ languages: [Int], by ownWords: [Int]) -> Int? {
        guard let most = languages.map({ ownWords[$0] }).max() else { return nil }
        let leaders = languages.filter { ownWords[$0] == most }
        return leaders.count == 1 ? leaders[0] : nil
    }

    /// Adds what a word says for each language, and tells by a bit each which languages have it.
    private func add(_ word: [UInt32], to scores: inout [Float]) -> UInt32 {
        let key = Self.hash(word[...])
        let frequent = frequent[key] ?? 0
        let others = others[key] ?? 0
        var letters = [Float](repeating: 0, count: languages.count)
        Self.forEachThree(of: word, isStem: false) { three in
            let row = rows[three]
            for number in languages.indices {
                letters[number] +=
                    row.map { likelihoods[$0 + number] } ?? unseenLikelihoods[number]
            }
        }
        let best = letters.max() ?? 0
        for number in languages.indices {
            var gain = max((letters[number] - best) * Self.letterShare, -Self.letterLimit)
            let bit: UInt32 = 1 << UInt32(number)
            if frequent & bit != 0 {
                gain += Self.frequentGain
            } else if others & bit != 0 {
                gain += Self.otherGain
            }
            scores[number] += gain
        }
        return frequent | others
    }

    private static func count(
        _ word: [UInt32],
        isStem: Bool,
        _ weight: Float,
        _ counts: inout [UInt64: [Float]],
        _ number: Int,
        _ languages: Int
    ) {
        forEachThree(of: word, isStem: isStem) { three in
            counts[three, default: [Float](repeating: 0, count: languages)][number] += weight
        }
    }

    /// Hands out three letters at a time, the word's borders included.
    private static func forEachThree(
        of word: [UInt32],
        isStem: Bool,
        _ body: (UInt64) -> Void
    ) {
        guard !word.isEmpty else { return }
        let border: UInt32 = 0x20
        var (first, second) = (UInt64(border), UInt64(word[0]))
        for index in 1...word.count {
            guard index < word.count || !isStem else { break }
            let third = UInt64(index < word.count ? word[index] : border)
            body(first << 42 | second << 21 | third)
            (first, second) = (second, third)
        }
    }

    private static func letters(of word: String) -> [UInt32] {
        WordsOfText(word, reading: longestRead).words.first ?? []
    }

    private static func hash(_ word: ArraySlice<UInt32>) -> UInt64 {
        word.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
