/// The numbers of the scoring rules, read from `weights.tsv`; parts and points in thousandths.
struct ScoringWeights: Sendable {
    /// The most words between a negator and the opinion word that it turns.
    let negationReach: Int
    /// How far negation moves a value towards the other sign, never beyond its mirror image.
    let negationShift: Int
    /// The most that a negated word of blame is worth.
    let negationRelief: Int
    /// The most words between an intensifier and its opinion word.
    let intensityReach: Int
    /// What is left of an intensifier's effect with each word between.
    let intensityFade: Int
    /// What a word in capitals gains among words that are not.
    let capitalsBonus: Int
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
    /// What is left of an opinion that stands near the brand and not with it.
    let nearbyShare: Int
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

    init(parsing text: String, file: String) throws(RuleFileError) {
        var values: [String: Int] = [:]
        for line in RuleLine.lines(of: text, file: file) {
            try line.require(fields: 2...2, named: "a name and a value")
            let name = line.fields[0]
            guard Self.names.contains(name) else {
                throw line.mistake(
                    .notAChoice(name, choices: Self.names.sorted().joined(separator: ", "))
                )
            }
            let value = try line.thousandths(inField: 1, allowed: 0...100_000)
            guard values.updateValue(value, forKey: name) == nil else {
                throw line.mistake(.repeated(name))
            }
        }
        func value(_ name: String) throws(RuleFileError) -> Int {
            guard let value = values[name] else {
                throw RuleFileError(file: file, line: 0, problem: .missingWeight(name))
            }
            return value
        }
        negationReach = try value("negation.reach") / 1000
        negationShift = try value("negation.shift")
        negationRelief = try value("negation.relief")
        intensityReach = try value("intensity.reach") / 1000
        intensityFade = try value("intensity.fade")
        capitalsBonus = try value("capitals.bonus")
        exclamationBonus = try value("exclamation.bonus")
        exclamationMost = try value("exclamation.most") / 1000
        contrastLighter = try value("contrast.lighter")
        contrastHeavier = try value("contrast.heavier")
        repetitionShare = try value("repetition.share")
        ratingMost = try value("rating.most")
        questionShare = try value("question.share")
        nearbyShare = try value("nearby.share")
        scoreCalm = try value("score.calm")
        scoreCalmPerWord = try value("score.calm_per_word")
        neutralBand = try value("neutral.band")
        mixedLeast = try value("mixed.least")
        mixedShare = try value("mixed.share")
    }

    private static let names: Set<String> = [
        "negation.reach", "negation.shift", "negation.relief", "intensity.reach",
        "intensity.fade", "capitals.bonus", "exclamation.bonus", "exclamation.most",
        "contrast.lighter", "contrast.heavier", "question.share", "rating.most", "repetition.share",
        "nearby.share", "score.calm",
        "score.calm_per_word", "neutral.band", "mixed.least", "mixed.share",
    ]
}

extension Int {
    /// This number of thousandths times a factor in thousandths, rounded to the nearest.
    func scaled(by factor: Int) -> Int {
        let product = self * factor
        return (product + (product < 0 ? -500 : 500)) / 1000
    }
}
