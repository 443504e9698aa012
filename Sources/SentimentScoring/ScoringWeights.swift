/// The numbers of the scoring rules, read from `weights.tsv`; parts and points in thousandths.
struct ScoringWeights: Sendable {
    /// The most words between a negator and the opinion word that it turns.
    let negationReach: Int
    /// The same where the negator stands behind.
    let negationReachBehind: Int
    /// How far negation moves a value towards the other sign, never beyond its mirror image.
    let negationShift: Int
    /// The most that a negated word of blame is worth.
    let negationRelief: Int
    /// Whether several negators in a clause are one, as in Polish, instead of lifting each other.
    let negationConcord: Bool
    /// The most words between an intensifier and its opinion word.
    let intensityReach: Int
    /// What is left of an intensifier's effect with each word between.
    let intensityFade: Int
    /// What a word in capitals gains among words that are not.
    let capitalsBonus: Int
    /// What a word with letters said long gains: "soooo gooood".
    let stretchBonus: Int
    /// What one exclamation mark adds to the last opinion word of its sentence.
    let exclamationBonus: Int
    /// How many exclamation marks count.
    let exclamationMost: Int
    /// What is left of the lighter side of a contrast.
    let contrastLighter: Int
    /// What becomes of the heavier side of a contrast.
    let contrastHeavier: Int
    /// What is left of a picture or word that is repeated at once.
    let repetitionShare: Int
    /// The value of the best rating in stars or marks.
    let ratingMost: Int
    /// What is left of a favourable word in a question.
    let questionShare: Int
    /// How opinions in the words of others count.
    let quotations: Quotations.Shares
    /// How much of praise becomes blame beside a sign of irony.
    let ironyShare: Int
    /// What is left of praise beside a complaint about what happened.
    let ironyEventShare: Int
    /// How opinions are held to be about the brand.
    let target: TargetWeights
    /// How many words make a text long.
    let longWords: Int
    /// What is left of praise in a long text.
    let longPraiseShare: Int
    /// The points at which the score of a text without words would be one half.
    let scoreCalm: Int
    /// What each word of the text adds to that.
    let scoreCalmPerWord: Int
    /// The score up to which, on either side, a text is neutral.
    let neutralBand: Int
    /// The points that both sides need in a mixed text.
    let mixedLeast: Int
    /// The share of the stronger side that the weaker needs in a mixed text.
    let mixedShare: Int
    /// How many opinions a mixed text needs for its sides to be even.
    let mixedOpinions: Int
    /// Up to this share of all points the sides of a mixed text are even.
    let mixedEven: Int

    /// Reads the weights that all languages share and those in which a language differs.
    ///
    /// Each weight must stand in one of the files; of two the later file's holds.
    init(parsing files: [(text: String, name: String)]) throws(RuleFileError) {
        var values: [String: Int] = [:]
        for file in files {
            try values.merge(Self.values(in: file.text, file: file.name)) { $1 }
        }
        let name = files.last?.name ?? "shared/weights.tsv"
        func value(_ weight: String) throws(RuleFileError) -> Int {
            guard let value = values[weight] else {
                throw RuleFileError(file: name, line: 0, problem: .missingWeight(weight))
            }
            return value
        }
        negationReach = try value("negation.reach") / 1000
        negationReachBehind = try value("negation.reach_behind") / 1000
        negationShift = try value("negation.shift")
        negationRelief = try value("negation.relief")
        negationConcord = try value("negation.concord") > 0
        intensityReach = try value("intensity.reach") / 1000
        intensityFade = try value("intensity.fade")
        capitalsBonus = try value("capitals.bonus")
        stretchBonus = try value("stretch.bonus")
        exclamationBonus = try value("exclamation.bonus")
        exclamationMost = try value("exclamation.most") / 1000
        contrastLighter = try value("contrast.lighter")
        contrastHeavier = try value("contrast.heavier")
        repetitionShare = try value("repetition.share")
        ratingMost = try value("rating.most")
        questionShare = try value("question.share")
        quotations = Quotations.Shares(
            line: try value("quotation.share"),
            marked: try value("quotation.marked_share"),
            leastWords: try value("quotation.marked_words") / 1000
        )
        ironyShare = try value("irony.share")
        ironyEventShare = try value("irony.event_share")
        target = TargetWeights(
            clauseFade: try value("target.clause_fade"),
            wordFade: try value("target.word_fade"),
            followShare: try value("target.follow_share"),
            beforeShare: try value("target.before_share"),
            addressedShare: try value("target.addressed_share"),
            sentenceFade: try value("target.sentence_fade"),
            otherShare: try value("target.other_share"),
            addressedOtherShare: try value("target.addressed_other_share"),
            neutralBand: try value("target.neutral_band")
        )
        longWords = try value("long.words") / 1000
        longPraiseShare = try value("long.praise_share")
        scoreCalm = try value("score.calm")
        scoreCalmPerWord = try value("score.calm_per_word")
        neutralBand = try value("neutral.band")
        mixedLeast = try value("mixed.least")
        mixedShare = try value("mixed.share")
        mixedOpinions = try value("mixed.opinions") / 1000
        mixedEven = try value("mixed.even")
    }

    private static func values(
        in text: String,
        file: String
    ) throws(RuleFileError) -> [String: Int] {
        var values: [String: Int] = [:]
        for line in RuleLine.lines(of: text, file: file) {
            try line.require(fields: 2...2, named: "a name and a value")
            let name = line.fields[0]
            guard names.contains(name) else {
                throw line.mistake(
                    .notAChoice(name, choices: names.sorted().joined(separator: ", "))
                )
            }
            let value = try line.thousandths(inField: 1, allowed: 0...100_000)
            guard values.updateValue(value, forKey: name) == nil else {
                throw line.mistake(.repeated(name))
            }
        }
        return values
    }

    private static let names: Set<String> = [
        "negation.reach", "negation.reach_behind", "negation.shift", "negation.relief",
        "negation.concord", "intensity.reach", "intensity.fade", "capitals.bonus",
        "stretch.bonus", "exclamation.bonus", "exclamation.most", "contrast.lighter",
        "contrast.heavier", "question.share", "quotation.share", "quotation.marked_share",
        "quotation.marked_words",
        "rating.most", "repetition.share", "irony.share",
        "irony.event_share", "target.clause_fade", "target.word_fade",
        "target.follow_share", "target.before_share", "target.other_share",
        "target.addressed_share", "target.addressed_other_share", "target.neutral_band",
        "target.sentence_fade", "score.calm",
        "long.words",
        "long.praise_share", "score.calm_per_word", "neutral.band",
        "mixed.least", "mixed.share", "mixed.even", "mixed.opinions",
    ]
}

extension Int {
    /// This number of thousandths times a factor in thousandths, rounded to the nearest.
    func scaled(by factor: Int) -> Int {
        let product = self * factor
        return (product + (product < 0 ? -500 : 500)) / 1000
    }
}
