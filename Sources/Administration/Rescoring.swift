public import EarshotModel
public import MentionDetection
import MentionIntake
public import RecordLinkage
public import RecordStorage
public import SentimentScoring
public import TrendAnalysis

/// Judges stored mentions again by the rules in force, batch by batch.
///
/// Past mentions are no work: no case, clock, alert or notification arises from it, and nothing
/// enters or leaves the queue. What a person judged stays, and what has no text any more too.
public struct Rescoring: Sendable {
    let store: Store
    let rules: RulesInForce
    /// The most mentions of one batch.
    let batchSize: Int

    /// Creates the judging of a store's mentions.
    public init(
        store: Store,
        scorer: SentimentScorer,
        linking: LinkRules,
        noise: NoiseRules,
        batchSize: Int = 300
    ) {
        self.store = store
        self.batchSize = batchSize
        rules = RulesInForce(store: store, scorer: scorer, linking: linking, noise: noise)
    }

    /// Which mentions are asked for, as people write it.
    public struct Question: Hashable, Sendable {
        /// The brand's name; all brands when `nil`.
        public let brand: String?
        /// From when, as `TrendPeriod` reads it; from the beginning when `nil`.
        public let since: String?

        /// Creates a question.
        public init(brand: String? = nil, since: String? = nil) {
            self.brand = brand
            self.since = since
        }
    }

    /// A mention that the rules in force judge otherwise.
    public struct Change: Hashable, Sendable {
        /// The mention as it is stored.
        public let mention: JudgedMention
        /// What differs, and why.
        public let change: JudgementChange
    }

    /// How the labels of one brand are counted before and after.
    public struct Effect: Hashable, Sendable {
        /// The brand's name.
        public let brand: String
        /// The labels as they stand.
        public internal(set) var before = LabelCounts()
        /// The labels by the rules in force.
        public internal(set) var after = LabelCounts()
    }

    /// What the rules in force make of one batch.
    public struct Batch: Hashable, Sendable {
        /// What they judge otherwise, in the order of the mentions.
        public internal(set) var changes: [Change] = []
        /// How many mentions were looked at.
        public internal(set) var seen = 0
        /// How many of them stay as a person judged them.
        public internal(set) var byPeople = 0
        /// How many of them have no text any more.
        public internal(set) var withoutText = 0
        /// The labels of every brand in the batch.
        public internal(set) var effects: [Effect] = []
        /// The last mention of a batch behind which more may follow; `nil` at the end.
        public internal(set) var last: Mention.ID?
        /// The fingerprint of the rule files that judged.
        public internal(set) var fingerprint = ""
    }

    /// What the rules in force would change behind a mention, without writing.
    ///
    /// Throws `AdministrationError` for a brand that is none and for rules with a mistake, and
    /// `TrendError` for a time that is none.
    public func preview(_ question: Question, after: Mention.ID?, in scope: Scope) async throws
        -> Batch
    {
        let rules = try await currentRules()
        return try await store.read(in: scope) { tx in
            let choice = try Self.choice(question, by: rules, tx)
            return try batch(choice, after: after, by: rules, tx)
        }
    }
}

extension Rescoring {
    /// The rules in force; an error before there are any.
    func currentRules() async throws -> IntakeRules {
        guard let rules = try await rules.current() else {
            throw AdministrationError.invalid(
                field: "rules",
                reason: IntakeError.noRules.description
            )
        }
        return rules
    }

    /// The mentions that are asked for.
    static func choice<Access>(
        _ question: Question,
        by rules: IntakeRules,
        _ tx: Transaction<Access>
    ) throws -> RescoreChoice {
        let brand = try question.brand.map { name in
            guard let brand = try tx.rulesets.brands().first(where: { $0.name == name }) else {
                throw AdministrationError.noSuchBrand(name)
            }
            return brand.id
        }
        let since = try question.since.map { text in
            try TrendPeriod(since: text, now: tx.now, zone: rules.zone).start
        }
        return RescoreChoice(brand: brand, since: since)
    }

    /// Judges the next batch on the store's own thread.
    func batch<Access>(
        _ choice: RescoreChoice,
        after: Mention.ID?,
        by rules: IntakeRules,
        _ tx: Transaction<Access>
    ) throws -> Batch {
        let mentions = try tx.rescores.mentions(choice, after: after, limit: batchSize)
        var batch = Batch()
        batch.fingerprint = try tx.rulesets.effective()?.ruleset.shippedRules ?? ""
        batch.last = mentions.count < batchSize ? nil : mentions.last?.file.id
        for mention in mentions { try batch.look(at: mention, by: rules) }
        return batch
    }
}

extension Rescoring.Batch {
    /// Judges one mention, unless it stays as it is.
    fileprivate mutating func look(at mention: JudgedMention, by rules: IntakeRules) throws {
        seen += 1
        let file = mention.file
        var label = file.judgement.label
        if mention.isByPerson {
            byPeople += 1
        } else if file.textRemoval != nil {
            withoutText += 1
        } else if let change = try Self.change(of: mention, by: rules) {
            changes.append(Rescoring.Change(mention: mention, change: change))
            label = change.after.label
        }
        count(file, as: label)
    }

    private static func change(of mention: JudgedMention, by rules: IntakeRules) throws
        -> JudgementChange?
    {
        let file = mention.file
        do {
            return JudgementChange(
                from: file.judgement,
                to: try rules.judgement(again: mention),
                title: file.title,
                text: file.text
            )
        } catch {
            throw AdministrationError.invalid(field: "rules", reason: error.description)
        }
    }

    private mutating func count(_ file: MentionFile, as label: SentimentLabel) {
        let known = effects.firstIndex { $0.brand == file.brandName }
        let place = known ?? effects.count
        if known == nil { effects.append(Rescoring.Effect(brand: file.brandName)) }
        effects[place].before.add(1, file.judgement.label)
        effects[place].after.add(1, label)
    }
}
