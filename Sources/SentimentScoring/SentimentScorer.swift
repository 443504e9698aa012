public import EarshotModel
import TextAnalysis

/// Judges mentions by the words of a language, and says which words made the judgement.
public struct SentimentScorer: Sendable {
    /// The version of the scoring rules; the same text, rule files and version score the same.
    public static let engineVersion = 1

    /// The language whose rules serve where a text's own has none.
    public static let fallbackLanguage = "en"

    /// The languages that have rules.
    public var languages: [String] { rules.languages }

    let rules: RuleShelf
    /// What makes the rules of each language, by primary tag, with the store's values of terms.
    let makers: [String: @Sendable ([String: Int]) -> RuleShelf.Made]
    /// The store's values of terms by language.
    let words: [String: [String: Int]]

    init(
        rules: RuleShelf,
        makers: [String: @Sendable ([String: Int]) -> RuleShelf.Made],
        words: [String: [String: Int]]
    ) {
        self.rules = rules
        self.makers = makers
        self.words = words
    }

    /// Creates a scorer; of two rules for one language the later serves.
    ///
    /// Where the language of a text is not known it is guessed among these. Texts of any other
    /// language are judged with English and say so.
    public init(languages: [LanguageRules]) {
        let all = Dictionary(
            languages.map { (Self.primaryTag($0.language), $0) },
            uniquingKeysWith: { $1 }
        )
        self.init(
            makers: all.mapValues { rules in
                { values in
                    values.isEmpty
                        ? .success(rules.book)
                        : Self.made { () throws(RuleFileError) in
                            try rules.adding(values)
                        }
                }
            },
            samples: { all.sorted { $0.key < $1.key }.map(\.value.sample) }
        )
    }

    /// Creates a scorer that makes the rules of a language when a text first needs them.
    ///
    /// A language with a mistake in its files has no rules here; `mistake(behind:)` tells it.
    public init(files: [RuleFiles], shared: [String: String]) {
        let all = Dictionary(
            files.map { (Self.primaryTag($0.language), $0) },
            uniquingKeysWith: { $1 }
        )
        self.init(
            makers: all.mapValues { own in
                { values in
                    Self.made { () throws(RuleFileError) in
                        try LanguageRules(own.adding(values), among: files, shared: shared)
                    }
                }
            },
            samples: { all.sorted { $0.key < $1.key }.map { LanguageRules.sample(of: $0.value) } }
        )
    }

    private init(
        makers: [String: @Sendable ([String: Int]) -> RuleShelf.Made],
        samples: @escaping @Sendable () -> [LanguageGuesser.Sample]
    ) {
        let plain = makers.mapValues { maker in { @Sendable in maker([:]) } }
        self.init(rules: RuleShelf(makers: plain, samples: samples), makers: makers, words: [:])
    }

    /// The judgement on a text, towards its brand where one is named.
    ///
    /// Linear in the text. Without rules to fall back on, every text stays undecided.
    public func judge(_ text: ScorableText) -> Judgement {
        var reader = rules.takeReader()
        defer { rules.giveBack(reader) }
        return reader.judgement(on: text)
    }

    /// A reader of one text after another, who keeps its places between them; for one thread.
    public func makeReader() -> SentimentReader {
        SentimentReader(rules)
    }

    /// The mistake in a rule file that is why a text was judged with the words of another language,
    /// or with none; `nil` where its language has no rules at all.
    public func mistake(behind judgement: Judgement) -> RuleFileError? {
        guard judgement.isLanguageAssumed else { return nil }
        return rules.mistake(of: Self.primaryTag(judgement.language))
            ?? rules.mistake(of: Self.fallbackLanguage)
    }

    /// What a text speaks of and why it may not wait, in reading order.
    public func topics(of text: ScorableText) -> [Topic] {
        var reader = rules.takeReader()
        defer { rules.giveBack(reader) }
        return reader.topics(of: text)
    }

    /// A judgement's label in three words: a mixed text takes its stronger side unless the two are
    /// about even, and what cannot be decided is neutral.
    public func side(of judgement: Judgement) -> SentimentLabel {
        var tally = Tally()
        for part in judgement.evidence.parts { tally.add(part.points) }
        let book =
            rules[Self.primaryTag(judgement.language)] ?? rules[Self.fallbackLanguage]
        return tally.side(of: judgement.label, book?.weights)
    }

    // MARK: -

    private static func made(_ rules: () throws(RuleFileError) -> LanguageRules)
        -> RuleShelf.Made
    {
        do throws(RuleFileError) {
            return .success(try rules().book)
        } catch {
            return .failure(error)
        }
    }

    /// The language of a tag without script and region: `en` of `en-GB`.
    static func primaryTag(_ tag: String) -> String {
        tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
    }
}
