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

    private let rules: RuleShelf

    /// Creates a scorer; of two rules for one language the later serves.
    ///
    /// Where the language of a text is not known it is guessed among these. Texts of any other
    /// language are judged with English and say so.
    public init(languages: [LanguageRules]) {
        let all = Dictionary(
            languages.map { (Self.primaryTag($0.language), $0) },
            uniquingKeysWith: { $1 }
        )
        rules = RuleShelf(makers: all.mapValues { rules in { .success(rules) } }) {
            all.sorted { $0.key < $1.key }.map(\.value.sample)
        }
    }

    /// Creates a scorer that makes the rules of a language when a text first needs them.
    ///
    /// A language with a mistake in its files has no rules here; `mistake(behind:)` tells it.
    public init(files: [RuleFiles], shared: [String: String]) {
        let all = Dictionary(
            files.map { (Self.primaryTag($0.language), $0) },
            uniquingKeysWith: { $1 }
        )
        rules = RuleShelf(
            makers: all.mapValues { own in
                { Self.made(own, among: files, shared: shared) }
            },
            samples: { all.sorted { $0.key < $1.key }.map { LanguageRules.sample(of: $0.value) } }
        )
    }

    /// The judgement on a text, towards its brand where one is named.
    ///
    /// Linear in the text. Without rules to fall back on, every text is neutral.
    public func judge(_ text: ScorableText) -> Judgement {
        let tag = language(of: text)
        let own = rules[Self.primaryTag(tag)]
        guard let rules = own ?? rules[Self.fallbackLanguage] else {
            return Self.unread(text, tagged: tag)
        }
        let reading = Reading(text, with: rules)
        let weights = rules.weights
        let scope = TargetScope(
            of: reading,
            isAbout: text.isAbout,
            weights: weights.target
        )
        let words = scope.wordCount(in: reading)
        let chain = RuleChain(weights, scope: scope, words: words)
        let hits = reading.hits.map { found in
            var hit = found
            chain.apply(to: &hit, in: reading)
            return hit
        }
        let evidence = Evidence(parts: hits.map(\.part))
        let scale = ScoreScale(calm: weights.scoreCalm, calmPerWord: weights.scoreCalmPerWord)
        let score = scale.score(points: evidence.points, words: words)
        let choice = LabelChoice(
            neutralBand: scope.isNarrow ? weights.target.neutralBand : weights.neutralBand,
            mixedLeast: weights.mixedLeast,
            mixedShare: weights.mixedShare
        )
        let label = choice.label(of: hits, score: score, isReadable: !reading.tokens.isEmpty)
        let nature = NatureChoice.nature(
            of: reading,
            label: label,
            feedKind: text.feedKind,
            wish: { rules.topics.topics(in: reading).first { $0.kind == .nature } }
        )
        return Judgement(
            label: label,
            score: score,
            evidence: evidence,
            nature: nature.nature,
            natureReason: nature.reason,
            language: tag.isEmpty ? "und" : tag,
            isLanguageAssumed: own == nil
        )
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
        let tag = language(of: text)
        let own = rules[Self.primaryTag(tag)] ?? rules[Self.fallbackLanguage]
        guard let own else { return [] }
        return own.topics.topics(in: Reading(text, with: own))
    }

    /// A judgement's label in three words: a mixed text takes its stronger side unless the two are
    /// about even, and what cannot be decided is neutral.
    public func side(of judgement: Judgement) -> SentimentLabel {
        switch judgement.label {
        case .positive, .negative, .neutral: return judgement.label
        case .abstain: return .neutral
        case .mixed: break
        }
        let points = judgement.evidence.points
        guard points != 0, !isEven(judgement) else { return .neutral }
        return points > 0 ? .positive : .negative
    }

    // MARK: -

    private static func made(
        _ own: RuleFiles,
        among all: [RuleFiles],
        shared: [String: String]
    ) -> RuleShelf.Made {
        do throws(RuleFileError) {
            return .success(try LanguageRules(own, among: all, shared: shared))
        } catch {
            return .failure(error)
        }
    }

    /// Whether many opinions of a mixed text about outweigh each other; of few the stronger side is
    /// taken, however close.
    private func isEven(_ judgement: Judgement) -> Bool {
        let tag = judgement.language
        let own = rules[Self.primaryTag(tag)] ?? rules[Self.fallbackLanguage]
        guard let weights = own?.weights else { return false }
        let parts = judgement.evidence.parts.filter { $0.points != 0 }
        let all = parts.reduce(0) { $0 + abs($1.points) }
        return parts.count >= weights.mixedOpinions
            && abs(judgement.evidence.points) <= all.scaled(by: weights.mixedEven)
    }

    /// The language that a text is known or guessed to have; empty where nothing tells.
    private func language(of text: ScorableText) -> String {
        if let language = text.language, !language.isEmpty { return language }
        let hint = text.languageHint
        let isOurs = hint.map { rules.holds(Self.primaryTag($0)) } ?? true
        guard isOurs else { return hint ?? "" }
        let primary = hint.map(Self.primaryTag)
        let guess = rules.guesser.language(
            of: text.withoutNames,
            hint: primary,
            usual: Self.fallbackLanguage
        )
        return guess == primary ? hint ?? guess ?? "" : guess ?? ""
    }

    /// The judgement on a text that no rules can read.
    private static func unread(_ text: ScorableText, tagged tag: String) -> Judgement {
        let isEmpty =
            AnalysedText(text.title).words.isEmpty && AnalysedText(text.text).words.isEmpty
        return Judgement(
            label: isEmpty ? .abstain : .neutral,
            score: 0,
            evidence: Evidence(parts: []),
            nature: text.feedKind == .news ? .news : .other,
            natureReason: text.feedKind == .news ? "feed_kind_news" : "no_opinion",
            language: tag.isEmpty ? "und" : tag,
            isLanguageAssumed: true
        )
    }

    /// The language of a tag without script and region: `en` of `en-GB`.
    private static func primaryTag(_ tag: String) -> String {
        tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
    }
}
