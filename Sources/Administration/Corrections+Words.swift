import CaseHandling
import CaseRules
public import EarshotModel
import MentionIntake
public import RecordStorage
import SentimentScoring

extension Corrections {
    /// A word of the company, and who gave it.
    public struct KeptWord: Hashable, Sendable {
        /// The word.
        public let word: CompanyWord
        /// The author's name; `nil` for somebody at the machine.
        public let authorName: String?
    }

    /// What a correction did.
    public struct Outcome: Sendable {
        /// The mention as it is now.
        public let mention: MentionFile
        /// What judges the other mentions again; `nil` where no words were given.
        public let run: RescoreRun?
    }

    /// The words to which somebody of the company gave a value, by language and term.
    public func words() async throws -> [KeptWord] {
        try await store.read(in: .everything) { tx in
            let names = Dictionary(try tx.staff.all().map { ($0.id, $0.name) }) { $1 }
            return try (tx.rulesets.effective()?.ruleset.words ?? []).map { word in
                KeptWord(word: word, authorName: word.author.flatMap { names[$0] })
            }
        }
    }

    /// What a verdict on a mention would change, and what words would change in the others,
    /// without writing.
    ///
    /// Looks at the newest mentions of the language that hold the words, batch by batch, as far as
    /// `reach`; only brands within the scope are seen. Throws `DeskError`, `stale` when the mention
    /// changed since that version, and `AdministrationError` for words that cannot be kept.
    public func preview(
        _ id: Mention.ID,
        as verdict: Verdict,
        with words: [Word] = [],
        by member: StaffMember,
        expecting version: Int? = nil,
        in scope: Scope
    ) async throws -> CorrectionPreview {
        try Self.check(verdict, by: member)
        if !words.isEmpty { try Self.check(.editRules, for: member) }
        let rules = try await rescoring.currentRules()
        let mention = try await mention(id, expecting: version, in: scope)
        let language = SentimentScorer.language(of: mention.file.judgement.language)
        var candidate = rules
        if !words.isEmpty {
            let added = try checked(words, of: language, by: member, rules)
            let before = try await self.words().map(\.word)
            let all = try Self.merged(added, into: before)
            candidate = rules.judging(by: rules.scorer.with(all))
        }
        let judgement = Self.judgement(of: mention, as: verdict, by: rules)
        var preview = CorrectionPreview(
            mention: mention.file,
            judgement: judgement,
            byRules: words.isEmpty ? nil : try Self.judgement(of: mention, by: candidate),
            destination: ResponseDesk.destination(of: mention.file, judgedAs: judgement),
            language: language
        )
        let choice = WordChoice(language: language, terms: words.map { Self.written($0.term) })
        try await look(choice, by: candidate, except: id, in: scope, into: &preview)
        preview.moves.sort { ($0.count, $0.before.rawValue) > ($1.count, $1.before.rawValue) }
        return preview
    }

    /// Corrects a mention, and lets words mean from now on what the person says; what the words
    /// change in other mentions is judged again, as far as the preview looked.
    ///
    /// The first batches are done before it returns, the others by `goOn()`. Nothing is written
    /// when anything is refused.
    @discardableResult
    public func apply(
        _ id: Mention.ID,
        as verdict: Verdict,
        with words: [Word],
        by member: StaffMember,
        expecting version: Int?,
        in scope: Scope = .everything
    ) async throws -> Outcome {
        guard !words.isEmpty else {
            let file = try await judge(
                id,
                as: verdict,
                by: member,
                expecting: version,
                in: scope
            )
            return Outcome(mention: file, run: nil)
        }
        try Self.check(verdict, by: member)
        try Self.check(.editRules, for: member)
        let rules = try await rescoring.currentRules()
        let mention = try await mention(id, expecting: version, in: scope)
        let language = SentimentScorer.language(of: mention.file.judgement.language)
        let added = try checked(words, of: language, by: member, rules)
        let judgement = Self.judgement(of: mention, as: verdict, by: rules)
        let choice = try await reached(
            WordChoice(language: language, terms: added.map(\.term))
        )
        let (file, run) = try await store.write(by: .staff(member.id)) { tx in
            let (version, run) = try Self.change(choice, tx) { before in
                try Self.merged(added.map { $0.given(at: tx.now) }, into: before)
            }
            return (try Self.correct(mention, as: judgement, by: rules, version, tx), run)
        }
        return Outcome(mention: file, run: await begun(run))
    }

    /// Takes a word back: it means again what the word lists say, and mentions that hold it are
    /// judged again.
    ///
    /// Throws `AdministrationError` where there is none.
    public func remove(_ term: String, language: String, by actor: Actor) async throws
        -> RescoreRun
    {
        let (term, language) = (Self.written(term), SentimentScorer.language(of: language))
        let choice = try await reached(WordChoice(language: language, terms: [term]))
        let run = try await store.write(by: actor) { tx in
            try Self.change(choice, tx) { before in
                let left = before.filter { $0.term != term || $0.language != language }
                guard left.count < before.count else {
                    throw AdministrationError.noSuchWord(term, language: language)
                }
                return left
            }.run
        }
        return await begun(run)
    }

    /// Goes on with what words changed by one batch, there or back; false when nothing is left.
    ///
    /// Runs that somebody began by hand are left to whoever began them.
    public func goOn() async throws -> Bool {
        let states: [RescoreRun.State] = [.running, .undoing]
        let open = try await store.read(in: .everything) { tx in
            try states.compactMap { try tx.rescores.run($0) }.first { $0.choice.words != nil }
        }
        guard let open else { return false }
        let version = try await rescoring.currentRules().version
        guard open.state == .undoing || open.ruleset == version else {
            _ = try await rescoring.restart(open)
            return true
        }
        return try await rescoring.step(open.id).state == open.state
    }
}

// MARK: -

extension Corrections {
    /// So many batches are judged before whoever gave the words hears that they count.
    private static let promptBatches = 4

    /// So many words may be given with one correction, and a term have so many bytes.
    private static let mostWordsAtOnce = 40
    private static let longestTerm = 100

    /// A term as it is kept: small letters, one blank between words.
    private static func written(_ term: String) -> String {
        term.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Words as they would be kept; throws for what cannot be.
    private func checked(
        _ words: [Word],
        of language: String,
        by member: StaffMember,
        _ rules: IntakeRules
    ) throws -> [CompanyWord] {
        guard rules.scorer.holdsRules(of: language) else {
            throw AdministrationError.invalid(
                field: "words",
                reason: "there are no rules of the language \(language) to which they could go"
            )
        }
        let isBounded = words.allSatisfy { $0.term.utf8.count <= Self.longestTerm }
        guard words.count <= Self.mostWordsAtOnce, isBounded else {
            throw AdministrationError.invalid(
                field: "words",
                reason: "at most \(Self.mostWordsAtOnce) words at once, of at most "
                    + "\(Self.longestTerm) bytes each"
            )
        }
        let added = words.map { word in
            CompanyWord(
                term: Self.written(word.term),
                language: language,
                value: word.value,
                author: member.id,
                at: Instant(milliseconds: 0)
            )
        }
        do {
            try rules.scorer.check(added)
        } catch {
            throw AdministrationError.invalid(field: "words", reason: error.description)
        }
        return added
    }

    /// Words with others in place of those about the same terms.
    ///
    /// One that stays as it is keeps its author and time. Throws where they become too many.
    private static func merged(_ words: [CompanyWord], into before: [CompanyWord]) throws
        -> [CompanyWord]
    {
        let all = words.reduce(before) { all, word in
            if all.contains(where: { $0.isAbout(word) && $0.value == word.value }) { return all }
            return all.filter { !$0.isAbout(word) } + [word]
        }
        guard all.count <= mostWords else {
            throw AdministrationError.invalid(
                field: "words",
                reason: "the store keeps \(mostWords) words; write more of them into own.tsv"
            )
        }
        return all
    }

    /// The choice as far as a preview looks.
    private func reached(_ choice: WordChoice) async throws -> WordChoice {
        let reach = reach
        let newest = try await store.read(in: .everything) { tx in
            try tx.rescores.newest(holding: choice, limit: reach + 1)
        }
        return newest.count > reach ? choice.from(newest[reach - 1]) : choice
    }

    /// Puts other words in force and begins to judge what holds them.
    private static func change(
        _ choice: WordChoice,
        _ tx: WriteTransaction,
        _ words: ([CompanyWord]) throws -> [CompanyWord]
    ) throws -> (version: RecordID<Ruleset>, run: RescoreRun) {
        try tx.rulesets.serialise()
        guard let before = try tx.rulesets.effective()?.ruleset else {
            throw AdministrationError.invalid(
                field: "rules",
                reason: IntakeError.noRules.description
            )
        }
        let after = before.judging(with: try words(before.words))
        let version = try tx.rulesets.apply(after)
        try tx.audit.add(
            "rules.changed",
            facts: ["language": choice.language, "words": choice.terms.joined(separator: ", ")]
        )
        return (version, try Rescoring.begin(RescoreChoice(choice), by: version, tx))
    }

    /// A run after its first batches; what is written stays so, whatever keeps one from being done.
    private func begun(_ run: RescoreRun) async -> RescoreRun {
        var run = run
        for _ in 0..<Self.promptBatches where run.state == .running {
            // What is left is gone on with by `goOn()`, which tells what is wrong.
            guard let next = try? await rescoring.step(run.id) else { break }
            run = next
        }
        return run
    }

    private func look(
        _ choice: WordChoice,
        by rules: IntakeRules,
        except id: Mention.ID,
        in scope: Scope,
        into preview: inout CorrectionPreview
    ) async throws {
        guard !choice.terms.isEmpty else { return }
        let reach = reach
        var ids = try await store.read(in: scope) { tx in
            try tx.rescores.newest(holding: choice, limit: reach + 1)
        }
        preview.isCut = ids.count > reach
        ids = ids.prefix(reach).filter { $0 != id }
        while !ids.isEmpty {
            let batch = Array(ids.prefix(rescoring.batchSize))
            ids.removeFirst(batch.count)
            let found = try await store.read(in: scope) { tx in
                try tx.rescores.mentions(batch).reversed().map { mention in
                    let isLeft = mention.isByPerson
                    return (mention, isLeft ? nil : try Self.judgement(of: mention, by: rules))
                }
            }
            for (mention, judgement) in found { preview.look(at: mention, judgedAs: judgement) }
        }
    }
}

extension CompanyWord {
    fileprivate func given(at moment: Instant) -> CompanyWord {
        CompanyWord(term: term, language: language, value: value, author: author, at: moment)
    }
}
