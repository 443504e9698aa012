import Administration
import CaseRules
import EarshotModel
import Hummingbird
import RecordStorage

/// What people say against Earshot's judgements, for programs; `CorrectionPage` does the same for
/// people.
struct CorrectionRoutes {
    private let parts: Console.Parts
    private var corrections: Corrections { parts.corrections }

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to api: RouterGroup<ConsoleContext>) {
        api.post("mentions/:id/judgement") { request, context in
            try context.caller.require(.correctJudgements)
            let said = try await JSONCoding.body(Said.self, of: request)
            let (id, member, version) = try asked(request, context)
            let file = try await corrections.judge(
                id,
                as: said.verdict,
                by: member,
                expecting: version,
                in: context.caller.scope
            )
            return try answer(file)
        }
        api.post("mentions/:id/judgement/undo") { request, context in
            try context.caller.require(.correctJudgements)
            let (id, member, version) = try asked(request, context)
            let file = try await corrections.takeBack(
                id,
                by: member,
                expecting: version,
                in: context.caller.scope
            )
            return try answer(file)
        }
        api.post("corrections/preview", use: preview)
        api.post("corrections", use: apply)
        api.get("corrections", use: list)
        api.delete("corrections", use: remove)
    }

    // MARK: -

    private struct Said: Decodable {
        let label: SentimentLabel
        let nature: Nature?

        var verdict: Corrections.Verdict { Corrections.Verdict(label: label, nature: nature) }
    }

    /// A correction with its words, whose values are points from −4 to 4.
    private struct Wish: Decodable {
        struct Word: Decodable {
            let term: String
            let value: Double
        }

        let mention: Mention.ID
        let label: SentimentLabel
        let nature: Nature?
        let words: [Word]?

        var verdict: Corrections.Verdict { Corrections.Verdict(label: label, nature: nature) }

        /// The words in thousandths; a problem for a value that is none.
        func values() throws -> [Corrections.Word] {
            try (words ?? []).map { word in
                guard abs(word.value) <= 4 else {
                    throw Problem.invalid("value", "write a number from -4 to 4")
                }
                return Corrections.Word(
                    term: word.term,
                    value: Int((word.value * 1000).rounded())
                )
            }
        }
    }

    @Sendable
    private func preview(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.correctJudgements)
        let wish = try await JSONCoding.body(Wish.self, of: request)
        let found = try await corrections.preview(
            wish.mention,
            as: wish.verdict,
            with: try wish.values(),
            by: try context.caller.actingMember(),
            in: context.caller.scope
        )
        return try JSONCoding.response(CorrectionPreviewDocument(found))
    }

    @Sendable
    private func apply(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.editRules)
        let wish = try await JSONCoding.body(Wish.self, of: request)
        let member = try context.caller.actingMember()
        guard let version = try request.expectedVersion() else { throw Problem.versionNeeded }
        let outcome = try await corrections.apply(
            wish.mention,
            as: wish.verdict,
            with: try wish.values(),
            by: member,
            expecting: version,
            in: context.caller.scope
        )
        return try JSONCoding.response(
            Done(
                mention: MentionDocument(outcome.mention, by: parts.mentions),
                run: outcome.run.map { RescoreRunDocument($0, brand: nil) }
            ),
            status: .created,
            version: outcome.mention.version
        )
    }

    @Sendable
    private func list(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.readMentions)
        let words = try await corrections.words().map(KeptWordDocument.init)
        return try JSONCoding.page(of: words, request: request) { word in
            Secret.fingerprintText(of: word.language + " " + word.term)
        }
    }

    @Sendable
    private func remove(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.editRules)
        let query = request.uri.queryParameters
        guard let term = query["term"].map(String.init) else {
            throw Problem.invalid("term", "missing")
        }
        guard let language = query["language"].map(String.init) else {
            throw Problem.invalid("language", "missing")
        }
        let run = try await corrections.remove(
            term,
            language: language,
            by: context.caller.actor
        )
        return try JSONCoding.response(["run": RescoreRunDocument(run, brand: nil)])
    }

    private struct Done: Encodable {
        let mention: MentionDocument
        let run: RescoreRunDocument?
    }

    /// The mention that is meant, who acts, and the version that was seen.
    private func asked(_ request: Request, _ context: ConsoleContext) throws -> (
        Mention.ID, StaffMember, Int
    ) {
        let member = try context.caller.actingMember()
        guard let text = context.parameters.get("id"), let id = Mention.ID(text) else {
            throw Problem.notFound
        }
        guard let version = try request.expectedVersion() else { throw Problem.versionNeeded }
        return (id, member, version)
    }

    private func answer(_ file: MentionFile) throws -> Response {
        try JSONCoding.response(MentionDocument(file, by: parts.mentions), version: file.version)
    }
}
