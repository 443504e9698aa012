public import EarshotModel
import TextAnalysis

/// Judges mentions by the words of a language, and says which words made the judgement.
public struct SentimentScorer: Sendable {
    /// The version of the scoring rules; the same text, rule files and version score the same.
    public static let engineVersion = 1

    /// The language whose rules serve where a text's own has none.
    public static let fallbackLanguage = "en"

    /// The languages that have rules.
    public var languages: [String] { rules.keys.sorted() }

    private let rules: [String: LanguageRules]
    private let guesser: LanguageGuesser

    /// Creates a scorer; of two rules for one language the later serves.
    ///
    /// Where the language of a text is not known it is guessed among these. Texts of any other
    /// language are judged with English and say so.
    public init(languages: [LanguageRules]) {
        rules = Dictionary(
            languages.map { (Self.primaryTag($0.language), $0) },
            uniquingKeysWith: { $1 }
        )
        guesser = LanguageGuesser(
            samples: rules.sorted { $0.key < $1.key }.map(\.value.sample)
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
        var scoringRules = Self.scoringRules(weights, scope)
        if words >= weights.longWords {
            scoringRules.append(LongText(share: weights.longPraiseShare))
        }
        scoringRules += [Comparison(), scope]
        let hits = reading.hits.map { found in
            var hit = found
            for rule in scoringRules { rule.apply(to: &hit, in: reading) }
            return hit
        }
        let evidence = Evidence(parts: hits.map(\.part))
        let scale = ScoreScale(calm: weights.scoreCalm, calmPerWord: weights.scoreCalmPerWord)
        let score = scale.score(points: evidence.points, words: words)
        let choice = LabelChoice(
            neutralBand: weights.neutralBand,
            mixedLeast: weights.mixedLeast,
            mixedShare: weights.mixedShare
        )
        let label = choice.label(of: hits, score: score, isReadable: !reading.tokens.isEmpty)
        let nature = NatureChoice.nature(of: reading, label: label, feedKind: text.feedKind)
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

    // MARK: -

    /// The language that a text is known or guessed to have; empty where nothing tells.
    private func language(of text: ScorableText) -> String {
        if let language = text.language, !language.isEmpty { return language }
        let hint = text.languageHint
        let isOurs = hint.map { rules[Self.primaryTag($0)] != nil } ?? true
        guard isOurs else { return hint ?? "" }
        let primary = hint.map(Self.primaryTag)
        let guess = guesser.language(of: text.title + "\n" + text.text, hint: primary)
        return guess == primary ? hint ?? guess ?? "" : guess ?? ""
    }

    /// The rules in the order of their application.
    private static func scoringRules(
        _ weights: ScoringWeights,
        _ scope: TargetScope
    ) -> [any ScoringRule] {
        [
            WordForm(stretchBonus: weights.stretchBonus),
            Intensity(reach: weights.intensityReach, fade: weights.intensityFade),
            Capitals(bonus: weights.capitalsBonus),
            Negation(
                reach: weights.negationReach,
                reachBehind: weights.negationReachBehind,
                shift: weights.negationShift,
                relief: weights.negationRelief,
                isConcord: weights.negationConcord
            ),
            Irrealis(),
            Exclamation(bonus: weights.exclamationBonus, most: weights.exclamationMost),
            Contrast(
                lighter: weights.contrastLighter,
                heavier: weights.contrastHeavier,
                scope: scope
            ),
            QuestionDamping(share: weights.questionShare),
            Repetition(share: weights.repetitionShare),
            Irony(share: weights.ironyShare, eventShare: weights.ironyEventShare),
        ]
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
