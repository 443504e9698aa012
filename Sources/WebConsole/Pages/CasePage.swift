import CaseHandling
import CaseRules
import EarshotModel
import HTTPTypes
import Hummingbird
import RecordStorage

/// One case, or a queued mention without one, with everything that can be done about it.
struct CasePage {
    private let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to router: Router<ConsoleContext>) {
        router.get("cases/:number") { request, context in
            try await showCase(try await caseID(context), context, notice: request.notice)
        }
        router.post("cases/:number/:act", use: changeCase)
        router.get("mentions/:id") { request, context in
            try await showMention(try mentionID(context), context, notice: request.notice)
        }
        router.post("mentions/:id/:act", use: changeMention)
    }

    /// A mention, or the case that it stands in, with what kept a correction from being made.
    func show(
        _ id: Mention.ID,
        correcting form: CorrectionForm?,
        _ problem: Problem,
        _ context: ConsoleContext
    ) async throws -> Response {
        let file = try await parts.desk.mentionFile(id, in: context.caller.scope)
        let draft = form.map { (mention: id, form: $0) }
        guard let matter = file.matter else {
            return try await showMention(id, context, problem: problem, draft: draft)
        }
        return try await showCase(matter, context, problem: problem, draft: draft)
    }

    // MARK: - Showing

    private typealias Draft = (mention: Mention.ID, form: CorrectionForm)

    private func showCase(
        _ id: Case.ID,
        _ context: ConsoleContext,
        notice: String? = nil,
        problem: Problem? = nil,
        form: AnswerForm? = nil,
        draft: Draft? = nil
    ) async throws -> Response {
        try context.caller.require(.readMentions)
        let file = try await parts.desk.caseFile(id, in: context.caller.scope)
        let frame = try await parts.frame()
        let view = view(in: frame, draft)
        var fields = view.fields(of: file, for: context.caller.member, form: form)
        tell(notice, problem, in: &fields)
        return try page(fields, file.matter.number, context, frame, status: problem?.status ?? .ok)
    }

    private func showMention(
        _ id: Mention.ID,
        _ context: ConsoleContext,
        notice: String? = nil,
        problem: Problem? = nil,
        draft: Draft? = nil
    ) async throws -> Response {
        try context.caller.require(.readMentions)
        let file = try await parts.desk.mentionFile(id, in: context.caller.scope)
        if let number = file.caseNumber, problem == nil {
            let done = notice.map { "?done=\($0)" } ?? ""
            return .redirect(to: "/cases/\(number)\(done)", type: .normal)
        }
        let frame = try await parts.frame()
        let view = view(in: frame, draft)
        var fields = view.fields(of: file, for: context.caller.member)
        tell(notice, problem, in: &fields)
        return try page(fields, nil, context, frame, status: problem?.status ?? .ok)
    }

    private func view(in frame: PageFrame, _ draft: Draft?) -> CaseView {
        CaseView(words: parts.pages.words, now: parts.clock(), zone: frame.zone, draft: draft)
    }

    /// Tells what was done a moment ago, or what kept it from being done.
    private func tell(_ notice: String?, _ problem: Problem?, in fields: inout [String: Any]) {
        let words = parts.pages.words
        fields["notice"] = notice.flatMap { words.texts["done_\($0)"] }
        fields["notice_words"] = notice == "taught" ? words("corrections") : nil
        fields["problem"] = problem.map { ProblemWords($0, words).sentence }
    }

    private func page(
        _ fields: [String: Any],
        _ number: Int?,
        _ context: ConsoleContext,
        _ frame: PageFrame,
        status: HTTPResponse.Status
    ) throws -> Response {
        let words = parts.pages.words
        let title = number.map { words("case_title", ["number": "\($0)"]) } ?? words("mention")
        return try parts.pages.page(
            "case",
            title: title,
            fields,
            for: context.caller,
            in: frame,
            status: status
        )
    }

    // MARK: - Changing

    @Sendable
    private func changeCase(_ request: Request, _ context: ConsoleContext) async throws -> Response
    {
        let body = try await FormBody(request)
        try body.checkOrigin(for: context.caller)
        let member = try context.caller.actingMember()
        let id = try await caseID(context)
        let answer = AnswerForm(body)
        do {
            let matter = try await carryOut(
                context.parameters.get("act") ?? "",
                on: id,
                body,
                answer,
                by: member
            )
            return matter
        } catch let error as DeskError {
            return try await showCase(id, context, problem: Problem(error), form: answer)
        }
    }

    private func carryOut(
        _ act: String,
        on id: Case.ID,
        _ body: FormBody,
        _ answer: AnswerForm,
        by member: StaffMember
    ) async throws -> Response {
        let desk = parts.desk
        switch act {
        case "claim":
            let matter = try await desk.claim(id, by: member, expecting: try body.version)
            return .redirect(to: "/cases/\(matter.number)?done=claimed", type: .normal)
        case "answer":
            let matter = try await desk.answer(
                id,
                with: answer,
                by: member,
                expecting: try body.version
            )
            let done = matter.state == .resolved ? "resolved" : "waits"
            return .redirect(to: "/queue?done=\(done)", type: .normal)
        case "resolve":
            try await desk.resolveUnanswered(
                id,
                reason: body["reason"],
                by: member,
                expecting: try body.version
            )
            return .redirect(to: "/queue?done=resolved", type: .normal)
        case "notes":
            try await desk.note(id, body.verbatim("text"), by: member)
            let matter = try await desk.caseFile(id, in: .everything).matter
            return .redirect(to: "/cases/\(matter.number)?done=noted", type: .normal)
        default:
            throw Problem.notFound
        }
    }

    @Sendable
    private func changeMention(_ request: Request, _ context: ConsoleContext) async throws
        -> Response
    {
        let body = try await FormBody(request)
        try body.checkOrigin(for: context.caller)
        let member = try context.caller.actingMember()
        let id = try mentionID(context)
        do {
            return try await carryOut(
                context.parameters.get("act") ?? "",
                on: id,
                body,
                by: member
            )
        } catch let error as DeskError {
            return try await showMention(id, context, problem: Problem(error))
        }
    }

    private func carryOut(
        _ act: String,
        on id: Mention.ID,
        _ body: FormBody,
        by member: StaffMember
    ) async throws -> Response {
        let desk = parts.desk
        switch act {
        case "dismiss":
            guard let reason = DismissalReason(rawValue: body["reason"]) else {
                throw DeskError.invalid(field: "reason", code: "missing")
            }
            try await desk.dismiss(id, because: reason, by: member, expecting: try body.version)
            return .redirect(to: "/queue?done=dismissed", type: .normal)
        case "keep":
            try await desk.keep(id, by: member, expecting: try body.version)
            return .redirect(to: "/queue?done=kept", type: .normal)
        case "open":
            let matter = try await desk.openCase(for: id, by: member, expecting: try body.version)
            return .redirect(to: "/cases/\(matter.number)", type: .normal)
        case "confirm-link":
            try await desk.confirmLink(of: id, by: member, expecting: try body.version)
            return .redirect(to: "/mentions/\(id)?done=linked", type: .normal)
        case "reject-link":
            try await desk.rejectLink(of: id, by: member, expecting: try body.version)
            return .redirect(to: "/mentions/\(id)?done=unlinked", type: .normal)
        default:
            throw Problem.notFound
        }
    }

    private func caseID(_ context: ConsoleContext) async throws -> Case.ID {
        try context.caller.require(.readMentions)
        guard let number = context.parameters.get("number", as: Int.self) else {
            throw Problem.notFound
        }
        return try await parts.desk.caseID(number: number)
    }

    private func mentionID(_ context: ConsoleContext) throws -> Mention.ID {
        guard let text = context.parameters.get("id"), let id = Mention.ID(text) else {
            throw Problem.notFound
        }
        return id
    }
}

extension Request {
    /// The code of what was done a moment ago, to be told on the page.
    var notice: String? {
        uri.queryParameters["done"].map(String.init)
    }
}

extension AnswerForm {
    /// The answer as the case page sent it.
    fileprivate init(_ body: FormBody) {
        let visibility = Visibility(rawValue: body["visibility"])
        let channel = Channel(rawValue: body["channel"])
        self.init(
            body: body.verbatim("body"),
            visibility: visibility,
            channel: visibility == .public ? .publicReply : channel ?? .other,
            threadAddress: body["thread_address"].isEmpty ? nil : body["thread_address"],
            nature: Nature(rawValue: body["nature"]),
            outcome: ContactOutcome(rawValue: body["outcome"]),
            next: Next(rawValue: body["next"]) ?? .resolve
        )
    }
}
