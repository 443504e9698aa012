import Administration
import CaseRules
import EarshotModel
import Foundation
import HTTPTypes
import Hummingbird
import RecordStorage

/// The words to which people gave a value of their own, and how each is taken back.
struct CorrectionsPage {
    /// So many of the latest runs are looked through for those of words.
    private static let latestRuns = 50

    private let parts: Console.Parts
    private var words: Phrases { parts.pages.words }

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to router: Router<ConsoleContext>) {
        router.get("corrections") { request, context in
            try context.caller.require(.readMentions)
            return try await show(context, notice: request.notice)
        }
        router.post("corrections/remove") { request, context in
            try await change(request, context, .editRules) { body in
                _ = try await parts.corrections.remove(
                    body["term"],
                    language: body["language"],
                    by: context.caller.actor
                )
                return .redirect(to: "/corrections?done=forgotten", type: .normal)
            }
        }
        router.post("corrections/undo") { request, context in
            try await change(request, context, .rescore) { body in
                guard let id = RescoreRun.ID(body["run"]) else { throw Problem.notFound }
                let run = try await parts.rescoring.undo(id, by: context.caller.actor)
                _ = try await parts.rescoring.step(run.id)
                return .redirect(to: "/corrections?done=undone", type: .normal)
            }
        }
    }

    // MARK: -

    private func change(
        _ request: Request,
        _ context: ConsoleContext,
        _ act: Act,
        _ carryOut: (FormBody) async throws -> Response
    ) async throws -> Response {
        let body = try await FormBody(request)
        try body.checkOrigin(for: context.caller)
        try context.caller.require(act)
        do {
            return try await carryOut(body)
        } catch let error as AdministrationError {
            return try await show(context, problem: error.description)
        }
    }

    private func show(
        _ context: ConsoleContext,
        notice: String? = nil,
        problem: String? = nil
    ) async throws -> Response {
        let kept = try await parts.corrections.words()
        let runs = try await parts.rescoring.runs(after: nil, limit: Self.latestRuns)
            .filter { $0.choice.words != nil }
        let frame = try await parts.frame()
        let view = CorrectionView(words: words, now: parts.clock(), zone: frame.zone)
        let shown = ShownValues(words: words, now: parts.clock(), zone: frame.zone)
        let may = { (act: Act) in
            context.caller.member.map { Permission.isAllowed(act, for: $0) } ?? false
        }
        var fields: [String: Any] = [
            "has_words": !kept.isEmpty, "has_runs": !runs.isEmpty,
            "may_remove": may(.editRules), "may_undo": may(.rescore),
            "kept": kept.map { kept in
                [
                    "term": kept.word.term, "code": kept.word.language,
                    "language": Self.name(of: kept.word.language),
                    "worth": view.worth(kept.word.value),
                    "author": kept.authorName ?? words("at_the_machine"),
                    "at": shown.moment(kept.word.at), "at_iso": kept.word.at.rfc3339,
                ]
            },
            "runs": runs.map { run in
                [
                    "run": "\(run.id)",
                    "terms": run.choice.words?.terms.joined(separator: ", ") ?? "",
                    "state": words("run_\(run.state.rawValue)"),
                    "changed": words.count("run_changed", run.changed),
                    "at": shown.moment(run.startedAt), "at_iso": run.startedAt.rfc3339,
                    "can_undo": run.state != .undoing && run.state != .undone,
                ] as [String: Any]
            },
        ]
        fields["problem"] = problem
        fields["notice"] = notice.flatMap { words.texts["done_\($0)"] }
        return try parts.pages.page(
            "corrections",
            title: words("corrections"),
            fields,
            for: context.caller,
            in: frame,
            status: problem == nil ? .ok : .unprocessableContent
        )
    }

    /// The name of a language for people; its code where nobody named it.
    private static func name(of code: String) -> String {
        Locale(identifier: "en").localizedString(forLanguageCode: code) ?? code
    }
}
