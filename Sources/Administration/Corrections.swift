import CaseHandling
import CaseRules
public import EarshotModel
import MentionIntake
public import RecordStorage
import SentimentScoring

/// What people say against Earshot's judgements: what one mention is, and what words mean for the
/// company from now on.
///
/// No judgement is ever deleted; a person's takes the engine's place until somebody takes it back.
public struct Corrections: Sendable {
    /// The most words that the company has; all of them stand in every version of the rules.
    static let mostWords = 1000

    let rescoring: Rescoring
    /// The most mentions that a preview looks at, and that a change of words judges again.
    let reach: Int

    var store: Store { rescoring.store }

    /// Creates the corrections of a store whose mentions are judged again so.
    public init(_ rescoring: Rescoring, reach: Int = 5_000) {
        self.rescoring = rescoring
        self.reach = reach
    }

    /// What somebody says that a mention is.
    public struct Verdict: Hashable, Sendable {
        /// The label.
        public let label: SentimentLabel
        /// What the mention is about; `nil` where it follows from the text and the label.
        public let nature: Nature?

        /// Creates a verdict.
        public init(label: SentimentLabel, nature: Nature? = nil) {
            self.label = label
            self.nature = nature
        }
    }

    /// What a term of a mention's language is to be worth.
    public struct Word: Hashable, Sendable {
        /// The term as word lists write it.
        public let term: String
        /// The value in thousandths of a point; 0 takes the words out of scoring.
        public let value: Int

        /// What plain praise is worth; plain blame has its mirror image.
        public static let praise = 2000

        /// Creates a word.
        public init(term: String, value: Int) {
            self.term = term
            self.value = value
        }
    }

    /// Puts a person's judgement in the place of the one in force.
    ///
    /// Counts follow, and the mention goes where it would have gone had it been judged so, as after
    /// an edited text. Throws `DeskError`, `stale` when the mention changed since that version.
    @discardableResult
    public func judge(
        _ id: Mention.ID,
        as verdict: Verdict,
        by member: StaffMember,
        expecting version: Int?,
        in scope: Scope = .everything
    ) async throws -> MentionFile {
        try Self.check(verdict, by: member)
        let rules = try await rescoring.currentRules()
        let mention = try await mention(id, expecting: version, in: scope)
        let judgement = Self.judgement(of: mention, as: verdict, by: rules)
        return try await store.write(by: .staff(member.id)) { tx in
            try Self.correct(mention, as: judgement, by: rules, rules.version, tx)
        }
    }

    /// Lets Earshot judge a mention again by the rules in force, in place of a person.
    ///
    /// Where its text is gone it gets the judgement that the person's took the place of. Throws
    /// `DeskError`, `noSuchMove` where no person judged it.
    @discardableResult
    public func takeBack(
        _ id: Mention.ID,
        by member: StaffMember,
        expecting version: Int?,
        in scope: Scope = .everything
    ) async throws -> MentionFile {
        try Self.check(.correctJudgements, for: member)
        let rules = try await rescoring.currentRules()
        let mention = try await mention(id, expecting: version, in: scope)
        guard mention.file.correction != nil else {
            throw DeskError.noSuchMove(event: "judge_by_rules", from: "judged_by_rules")
        }
        let judgement = try Self.judgement(of: mention, by: rules)
        return try await store.write(by: .staff(member.id)) { tx in
            let restored = try Self.judgeByRules(mention, as: judgement, by: rules, tx)
            try Self.follow(.takenBack, of: mention, to: restored, by: rules, tx)
            return try tx.mentions.file(id) ?? mention.file
        }
    }
}

// MARK: - Judging

extension Corrections {
    static func check(_ act: Act, for member: StaffMember) throws(DeskError) {
        guard Permission.isAllowed(act, for: member) else { throw .notAllowed(act) }
    }

    /// Throws unless the person may say so, and says something that a mention can be.
    static func check(_ verdict: Verdict, by member: StaffMember) throws(DeskError) {
        try check(.correctJudgements, for: member)
        guard verdict.label != .abstain else {
            throw .invalid(field: "label", code: "not_a_label")
        }
    }

    /// A mention as it is now, when it still has the version that the caller saw.
    func mention(_ id: Mention.ID, expecting version: Int?, in scope: Scope) async throws
        -> JudgedMention
    {
        let found = try await store.read(in: scope) { try $0.rescores.mentions([id]).first }
        guard let found else { throw DeskError.notFound }
        guard version == nil || version == found.file.version else {
            throw DeskError.stale(current: found.file.version, changedBy: nil, at: nil)
        }
        return found
    }

    /// A person's judgement, with the engine's evidence beside it.
    static func judgement(of mention: JudgedMention, as verdict: Verdict, by rules: IntakeRules)
        -> Judgement
    {
        let before = mention.file.judgement
        let hasText = mention.file.textRemoval == nil
        let followed =
            hasText
            ? rules.scorer.nature(of: ScorableText(mention), labelled: verdict.label) : nil
        let about = verdict.nature.map { ($0, "person") }
        let (nature, reason) = about ?? followed ?? (before.nature, before.natureReason)
        return Judgement(
            label: verdict.label,
            score: strength(
                of: verdict.label,
                whereEarshotSays: mention.file.correction?.score ?? before.score
            ),
            evidence: before.evidence,
            nature: nature,
            natureReason: reason,
            language: before.language,
            isLanguageAssumed: before.isLanguageAssumed
        )
    }

    /// The strength of a side about which its author says no more, in thousandths.
    private static let plainStrength = 500

    /// How strong what a person says is: as Earshot found it where both mean the same side.
    private static func strength(of label: SentimentLabel, whereEarshotSays score: Int) -> Int {
        switch label {
        case .positive: score > 0 ? score : plainStrength
        case .negative: score < 0 ? score : -plainStrength
        case .mixed: score
        case .neutral, .abstain: 0
        }
    }

    /// What the rules say of a mention; `nil` where its text is gone.
    static func judgement(of mention: JudgedMention, by rules: IntakeRules) throws -> Judgement? {
        guard mention.file.textRemoval == nil else { return nil }
        do {
            return try rules.judgement(again: mention)
        } catch {
            throw AdministrationError.invalid(field: "rules", reason: error.description)
        }
    }

    /// Writes a person's judgement and all that follows.
    static func correct(
        _ mention: JudgedMention,
        as judgement: Judgement,
        by rules: IntakeRules,
        _ version: RecordID<Ruleset>,
        _ tx: WriteTransaction
    ) throws -> MentionFile {
        guard try tx.mentions.correct(mention, as: judgement, ruleset: version) else {
            throw try staleness(of: mention.file.id, tx)
        }
        try follow(.made, of: mention, to: judgement, by: rules, tx)
        guard let file = try tx.mentions.file(mention.file.id) else { throw DeskError.notFound }
        return file
    }

    private static func judgeByRules(
        _ mention: JudgedMention,
        as judgement: Judgement?,
        by rules: IntakeRules,
        _ tx: WriteTransaction
    ) throws -> Judgement {
        guard let judgement else {
            guard let before = try tx.mentions.restoreCorrected(mention) else {
                throw try staleness(of: mention.file.id, tx)
            }
            return before
        }
        let isWritten = try tx.mentions.judgeByRules(
            mention,
            as: judgement,
            ruleset: rules.version,
            engineVersion: IntakeRules.engineVersion
        )
        guard isWritten else { throw try staleness(of: mention.file.id, tx) }
        return judgement
    }

    private static func follow(
        _ correction: ResponseDesk.Correction,
        of mention: JudgedMention,
        to judgement: Judgement,
        by rules: IntakeRules,
        _ tx: WriteTransaction
    ) throws {
        try Rescoring.count(judgement, of: mention.file, by: rules, tx)
        try ResponseDesk.follow(
            correction,
            of: mention.file,
            to: judgement,
            under: rules.desk,
            in: tx
        )
    }

    private static func staleness(of id: Mention.ID, _ tx: WriteTransaction) throws -> DeskError {
        guard let file = try tx.mentions.file(id) else { return .notFound }
        return .stale(current: file.version, changedBy: nil, at: nil)
    }
}
