import EarshotModel
import Foundation
import SentimentScoring

/// The rule files that ship with the product, and a scorer made of them.
enum ShippedRules {
    static func files(of language: String) throws -> [String: String] {
        let folder = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Rules").appending(path: language)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let texts = try names.filter { $0.hasSuffix(".tsv") }.map { name in
            (name, try String(contentsOf: folder.appending(path: name), encoding: .utf8))
        }
        return Dictionary(uniqueKeysWithValues: texts)
    }

    /// The languages that have a folder with a lexicon.
    static func languages() throws -> [String] {
        let folder = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Rules")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { name in
            let lexicon = folder.appending(path: name).appending(path: "lexicon.tsv")
            return FileManager.default.fileExists(atPath: lexicon.path)
        }
    }

    static let english = Result { try rules(of: "en") }

    /// All languages, loaded once.
    static let all = Result { try languages().map { try rules(of: $0) } }

    /// The rules of a language, with the words of the one that people mix it with.
    static func rules(of language: String) throws -> LanguageRules {
        let own = RuleFiles(language: language, texts: try files(of: language))
        return try LanguageRules(
            language: language,
            files: own.texts,
            shared: files(of: "shared"),
            mixing: own.partner.map { RuleFiles(language: $0, texts: try files(of: $0)) }
        )
    }

    static func scorer() throws -> SentimentScorer {
        SentimentScorer(languages: [try english.get()])
    }

    /// A scorer with all languages.
    static func scorerOfAll() throws -> SentimentScorer {
        SentimentScorer(languages: try all.get())
    }
}

/// A small set of rules whose every number a test can check in the head.
enum SmallRules {
    static let files = [
        "lexicon.tsv": """
        good\t2
        great\t3
        bad\t-2
        awful\t-3
        awfully slow\t-1
        slow\t-1
        refus* a refund\t-2.5
        waited <n> days\t-2
        kind\t1\tbefore=very,are,@start; !after=of
        kind of\t0
        like\t1.5\t!before=looks; !after=@opinion
        care*\t1
        careless\t-2
        no trouble\t1
        trouble\t-1.5
        """,
        "negators.tsv": "not\nno\nno one\ndon't\nwithout\n",
        "intensifiers.tsv": "very\t1.5\nawfully\t1.4\nslightly\t0.5\n",
        "contrast.tsv": "but\tafter\nalthough\tbefore\n",
        "irrealis.tsv": "should be\t0.25\n",
        "comparison.tsv": "than\tbehind\nque\tnext\nvida\tbefore\n",
        "events.tsv": "lost my parcel\t-2\n",
        "irony.tsv": "🙄\t-0.5\n",
        "emoji.tsv": "😡\t-3\n😍\t3\n:(\t-2\n",
        "weights.tsv": """
        negation.reach\t3
        negation.reach_behind\t2
        negation.concord\t0
        stretch.bonus\t0.5
        irony.share\t1
        irony.event_share\t0.5
        negation.shift\t4
        negation.relief\t0.5
        intensity.reach\t1
        intensity.fade\t0.5
        capitals.bonus\t0.5
        exclamation.bonus\t0.3
        exclamation.most\t3
        contrast.lighter\t0.5
        contrast.heavier\t1.5
        question.share\t0.5
        quotation.share\t0.1
        quotation.marked_share\t0.5
        quotation.marked_words\t3
        target.clause_fade\t0.5
        target.word_fade\t0.9
        target.follow_share\t0.5
        target.before_share\t0.25
        target.addressed_share\t1
        target.other_share\t0
        target.addressed_other_share\t0.5
        target.neutral_band\t0.05
        target.sentence_fade\t1
        long.words\t100
        long.praise_share\t1
        repetition.share\t0.5
        rating.most\t4
        score.calm\t4
        score.calm_per_word\t0.1
        neutral.band\t0.05
        mixed.least\t2
        mixed.share\t0.5
        mixed.even\t0.2
        mixed.opinions\t7
        """,
    ]

    static func rules(replacing changes: [String: String] = [:]) throws -> LanguageRules {
        try LanguageRules(language: "en", files: files.merging(changes) { $1 })
    }

    static func scorer(replacing changes: [String: String] = [:]) throws -> SentimentScorer {
        SentimentScorer(languages: [try rules(replacing: changes)])
    }

    /// The judgement of the small rules on a text.
    static func judge(_ text: String) throws -> Judgement {
        try scorer().judge(ScorableText(text: text, language: "en"))
    }
}
