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
            for word in Set(sample.others) {
                let scalars = Self.letters(of: word)
                others[Self.hash(scalars[...]), default: 0] |= 1 << UInt32(number)
                Self.count(scalars, isStem: word.last == "*", 1, &counts, number, samples.count)
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
    /// `hint` is what somebody said of the text; it tips the scales and no more.
    public func language(of text: String, hint: String? = nil) -> String? {
        guard languages.count > 1 else { return nil }
        let words = WordsOfText(text, reading: Self.longestRead)
        if let script = words.script {
            return languages.contains(script) ? script : nil
        }
        var scores = languages.map { $0 == hint ? Self.hintGain : 0 }
        var isKnown = hint.map(languages.contains) ?? false
        for word in words.words where add(word, to: &scores) { isKnown = true }
        guard isKnown, let most = scores.max() else { return nil }
        return scores.firstIndex(of: most).map { languages[$0] }
    }

    // MARK: -

    /// Adds what a word says for each language, and tells whether any language has it.
    private func add(_ word: [UInt32], to scores: inout [Float]) -> Bool {
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
        return frequent | others != 0
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
