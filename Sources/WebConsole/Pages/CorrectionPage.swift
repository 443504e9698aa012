import Administration
import CaseHandling
import CaseRules
import EarshotModel
import Hummingbird
import RecordStorage

/// Where people correct judgements: the preview, and what they decide then.
struct CorrectionPage {
    private let parts: Console.Parts
    private var words: Phrases { parts.pages.words }

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to router: Router<ConsoleContext>) {
        router.post("mentions/:id/correct") { request, context in
            try await carryOut(request, context) { id, form, verdict, member, version in
                let preview = try await parts.corrections.preview(
                    id,
                    as: verdict,
                    with: form.words,
                    by: member,
                    expecting: version,
                    in: context.caller.scope
                )
                return try await show(preview, form, context)
            }
        }
        router.post("mentions/:id/judge") { request, context in
            try await carryOut(request, context) { id, _, verdict, member, version in
                try await parts.corrections.judge(
                    id,
                    as: verdict,
                    by: member,
                    expecting: version,
                    in: context.caller.scope
                )
                return .redirect(to: "/mentions/\(id)?done=corrected", type: .normal)
            }
        }
        router.post("mentions/:id/judge-with-words") { request, context in
            try await carryOut(request, context) { id, form, verdict, member, version in
                _ = try await parts.corrections.apply(
                    id,
                    as: verdict,
                    with: form.words,
                    by: member,
                    expecting: version,
                    in: context.caller.scope
                )
                return .redirect(to: "/mentions/\(id)?done=taught", type: .normal)
            }
        }
        router.post("mentions/:id/judge-by-rules", use: takeBack)
    }

    // MARK: -

    private typealias Act = (Mention.ID, CorrectionForm, Corrections.Verdict, StaffMember, Int)
        async throws -> Response

    /// Does what the form asks for; where that cannot be, the mention is shown with the reason and
    /// the form as it was filled in.
    private func carryOut(_ request: Request, _ context: ConsoleContext, _ act: Act) async throws
        -> Response
    {
        let (id, body, member) = try await asked(request, context)
        let form = CorrectionForm(body)
        do {
            guard let label = form.label else {
                throw DeskError.invalid(field: "label", code: "missing")
            }
            let verdict = Corrections.Verdict(label: label, nature: form.nature)
            return try await act(id, form, verdict, member, try body.version)
        } catch let error as DeskError where error != .notFound {
            return try await showMention(id, form, Problem(error), context)
        } catch let error as AdministrationError {
            let problem = Problem(
                status: .unprocessableContent,
                code: "invalid",
                title: "Something is missing or wrong",
                detail: error.description
            )
            return try await showMention(id, form, problem, context)
        }
    }

    @Sendable
    private func takeBack(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let (id, body, member) = try await asked(request, context)
        do {
            try await parts.corrections.takeBack(
                id,
                by: member,
                expecting: try body.version,
                in: context.caller.scope
            )
            return .redirect(to: "/mentions/\(id)?done=rejudged", type: .normal)
        } catch let error as DeskError where error != .notFound {
            return try await showMention(id, nil, Problem(error), context)
        }
    }

    private func asked(_ request: Request, _ context: ConsoleContext) async throws -> (
        Mention.ID, FormBody, StaffMember
    ) {
        let body = try await FormBody(request)
        try body.checkOrigin(for: context.caller)
        try context.caller.require(.correctJudgements)
        guard let text = context.parameters.get("id"), let id = Mention.ID(text) else {
            throw Problem.notFound
        }
        return (id, body, try context.caller.actingMember())
    }

    private func show(
        _ preview: CorrectionPreview,
        _ form: CorrectionForm,
        _ context: ConsoleContext
    ) async throws -> Response {
        let frame = try await parts.frame()
        let view = CorrectionView(words: words, now: parts.clock(), zone: frame.zone)
        return try parts.pages.page(
            "correction",
            title: words("correction"),
            view.fields(of: preview, chosen: form),
            for: context.caller,
            in: frame
        )
    }

    private func showMention(
        _ id: Mention.ID,
        _ form: CorrectionForm?,
        _ problem: Problem,
        _ context: ConsoleContext
    ) async throws -> Response {
        try await CasePage(parts).show(id, correcting: form, problem, context)
    }
}
