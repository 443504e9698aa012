import CaseHandling
import CaseRules
public import EarshotModel
import MentionIntake
public import RecordStorage
import SentimentScoring
import TrendAnalysis

extension Rescoring {
    /// Begins a run, or gives the one that was left half-way, where nothing else is asked for.
    ///
    /// Where other rules came into force meanwhile, the run begins anew by them. Throws
    /// `AdministrationError` for a brand that is none and where another run must end first.
    public func start(_ question: Question, by actor: Actor) async throws -> RescoreRun {
        let rules = try await currentRules()
        return try await store.write(by: actor) { tx in
            let choice = try Self.choice(question, by: rules, tx)
            guard let run = try tx.rescores.run(.running), question == Question(),
                run.choice.words == nil
            else { return try Self.begin(choice, by: rules.version, tx) }
            guard run.ruleset != rules.version else { return run }
            return try Self.beginAnew(run, by: rules.version, tx)
        }
    }

    /// Begins a run anew by the rules in force, because others came into force since it began.
    func restart(_ run: RescoreRun) async throws -> RescoreRun {
        let rules = try await currentRules()
        return try await store.write(by: RescoreRun.actor) { tx in
            try Self.beginAnew(run, by: rules.version, tx)
        }
    }

    private static func beginAnew(
        _ run: RescoreRun,
        by version: RecordID<Ruleset>,
        _ tx: WriteTransaction
    ) throws -> RescoreRun {
        // Another daemon on the store may have been faster.
        guard try tx.rescores.move(run, to: .stopped) else { return try Self.run(run.id, tx) }
        return try begin(run.choice, by: version, tx)
    }

    /// Begins a run by a version of the rules; throws `AdministrationError` where another one must
    /// end first.
    static func begin(
        _ choice: RescoreChoice,
        by version: RecordID<Ruleset>,
        _ tx: WriteTransaction
    ) throws -> RescoreRun {
        let others = [try tx.rescores.run(.running), try tx.rescores.run(.undoing)]
        if let other = others.compactMap(\.self).first { throw unfinished(other) }
        let id = try tx.rescores.start(choice, by: version)
        try tx.audit.add("rescore.started", facts: ["run": "\(id)"])
        return try run(id, tx)
    }

    /// Begins to take a run back.
    ///
    /// Throws `AdministrationError` where there is none, and where another one is under way.
    public func undo(_ id: RescoreRun.ID, by actor: Actor) async throws -> RescoreRun {
        try await store.write(by: actor) { tx in
            let run = try Self.run(id, tx)
            let others = [try tx.rescores.run(.running), try tx.rescores.run(.undoing)]
            if let other = others.compactMap(\.self).first(where: { $0.id != id }) {
                throw Self.unfinished(other)
            }
            guard run.state != .undoing, run.state != .undone,
                try tx.rescores.move(run, to: .undoing)
            else { return run }
            try tx.audit.add("rescore.undone", facts: ["run": "\(id)"])
            return try Self.run(id, tx)
        }
    }

    /// Goes on with a run by one batch, in one transaction; the run as it stands then.
    ///
    /// A run that is done is given as it is. Throws `AdministrationError` where there is none, and
    /// where other rules came into force since it began.
    public func step(_ id: RescoreRun.ID) async throws -> RescoreRun {
        let run = try await store.read(in: .everything) { tx in try Self.run(id, tx) }
        switch run.state {
        case .running:
            let rules = try await currentRules()
            guard rules.version == run.ruleset else { throw Self.otherRules }
            return try await apply(run, by: rules)
        case .undoing: return try await restore(run, by: try await currentRules())
        case .stopped, .done, .undone: return run
        }
    }

    /// The runs, the newest first, behind a given one.
    public func runs(after: RescoreRun.ID?, limit: Int) async throws -> [RescoreRun] {
        try await store.read(in: .everything) { try $0.rescores.runs(after: after, limit: limit) }
    }

    // MARK: -

    /// A mention changed between being read and being written; the batch is read again.
    private struct Overtaken: Error {}

    private func apply(_ run: RescoreRun, by rules: IntakeRules) async throws -> RescoreRun {
        let batch = try await store.read(in: .everything) { tx in
            try self.batch(run.choice, after: run.last, by: rules, tx)
        }
        do {
            return try await store.write(by: RescoreRun.actor) { tx in
                guard try tx.rescores.advance(run, to: batch.last, seen: batch.seen) else {
                    return try Self.run(run.id, tx)
                }
                for found in batch.changes {
                    let (mention, judgement) = (found.mention, found.change.after)
                    guard
                        try tx.rescores.rejudge(
                            mention,
                            as: judgement,
                            engineVersion: IntakeRules.engineVersion,
                            in: run
                        )
                    else { throw Overtaken() }
                    try Self.follow(judgement, of: mention.file, by: rules, tx)
                }
                let flipped = batch.changes.count(where: \.change.isFlip)
                try tx.rescores.add(run.id, changed: batch.changes.count, flipped: flipped)
                if batch.last == nil { try Self.end(run, as: .done, tx) }
                return try Self.run(run.id, tx)
            }
        } catch is Overtaken {
            return run
        }
    }

    private func restore(_ run: RescoreRun, by rules: IntakeRules) async throws -> RescoreRun {
        try await store.write(by: RescoreRun.actor) { tx in
            let changes = try tx.rescores.changes(of: run, limit: batchSize)
            guard try tx.rescores.advance(run, to: changes.last?.mention) else {
                return try Self.run(run.id, tx)
            }
            let restored = try changes.count { change in
                try Self.restore(change, by: rules, tx)
            }
            try tx.rescores.add(run.id, restored: restored)
            if changes.count < batchSize { try Self.end(run, as: .undone, tx) }
            return try Self.run(run.id, tx)
        }
    }

    /// Gives one mention its judgement of before; false when another one is effective by now.
    private static func restore(
        _ change: RescoreChange,
        by rules: IntakeRules,
        _ tx: WriteTransaction
    ) throws -> Bool {
        guard let file = try tx.mentions.file(change.mention),
            let before = try tx.rescores.judgement(change.before),
            try tx.rescores.restore(change, before, to: file)
        else { return false }
        try follow(before, of: file, by: rules, tx)
        return true
    }

    /// Lets the counts, and the place of a mention that waits for eyes, follow its new judgement.
    private static func follow(
        _ judgement: Judgement,
        of file: MentionFile,
        by rules: IntakeRules,
        _ tx: WriteTransaction
    ) throws {
        try count(judgement, of: file, by: rules, tx)
        let facts = MentionFacts(of: file, judgedAs: judgement)
        try tx.mentions.place(file.id, at: QueueStanding(of: facts))
    }

    /// Lets the counts follow another judgement of a mention.
    static func count(
        _ judgement: Judgement,
        of file: MentionFile,
        by rules: IntakeRules,
        _ tx: WriteTransaction
    ) throws {
        for (judgement, amount) in [(file.judgement, -1), (judgement, 1)] {
            try tx.counts.count(
                at: file.publishedAt,
                day: rules.zone.date(at: file.publishedAt),
                brand: file.brand,
                feed: file.feed,
                judgement: judgement,
                by: amount
            )
        }
    }

    private static func end(
        _ run: RescoreRun,
        as state: RescoreRun.State,
        _ tx: WriteTransaction
    ) throws {
        guard try tx.rescores.move(run, to: state) else { return }
        let done = try Self.run(run.id, tx)
        try tx.audit.add(
            "rescore.ended",
            facts: [
                "run": "\(run.id)", "state": state.rawValue, "seen": "\(done.seen)",
                "changed": "\(done.changed)", "restored": "\(done.restored)",
            ]
        )
    }

    private static func run<Access>(_ id: RescoreRun.ID, _ tx: Transaction<Access>) throws
        -> RescoreRun
    {
        guard let run = try tx.rescores.run(id) else {
            throw AdministrationError.noSuchRun("\(id)")
        }
        return run
    }

    private static func unfinished(_ run: RescoreRun) -> AdministrationError {
        guard run.choice.words == nil else {
            let reason = "mentions are being judged again by changed words; try again in a minute"
            return .invalid(field: "run", reason: "\(reason) (run \(run.id))")
        }
        let way =
            run.state == .undoing
            ? "is being taken back; finish that first: earshot rescore --undo \(run.id)"
            : "was not finished; go on with \"earshot rescore\" alone, or take it back: "
                + "earshot rescore --undo \(run.id)"
        return .invalid(field: "run", reason: "run \(run.id) \(way)")
    }

    private static let otherRules = AdministrationError.invalid(
        field: "rules",
        reason: "other rules are in force since the run began; begin again: earshot rescore"
    )
}
