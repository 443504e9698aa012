import Administration
import CaseHandling
import CaseRules
import EarshotModel
import HTTPTypes
import Hummingbird
import RecordStorage

/// The first page of whoever sets Earshot up: some questions, the feeds that fit, and what they
/// brought, with samples to say "right" or "not us" to.
struct SetUpPage {
    private let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to router: Router<ConsoleContext>) {
        router.get("/") { _, context in
            let isFirst = context.caller.may(.setUp)
            let needs = isFirst ? try await parts.setUp.isNeeded() : false
            return Response.redirect(to: needs ? "/set-up" : "/queue", type: .normal)
        }
        router.get("set-up") { _, context in
            try context.caller.require(.setUp)
            return try await ask(try await firstForm(), context)
        }
        router.post("set-up", use: propose)
        router.post("set-up/start", use: start)
        router.get("set-up/found", use: showFound)
        router.post("set-up/found/right") { request, context in
            try await decide(request, context, isRight: true) { _, _ in }
        }
        router.post("set-up/found/not-us") { request, context in
            try await decide(request, context, isRight: false) { id, member in
                // Pressed twice, or on a page of before: it is done.
                let file = try await parts.desk.mentionFile(id, in: context.caller.scope)
                guard file.dismissal != .notOurs else { return }
                try await parts.desk.dismiss(id, because: .notOurs, by: member, expecting: nil)
            }
        }
        router.post("set-up/found/without", use: removeFeed)
    }

    // MARK: - Questions

    /// The empty form, with the zone that holds now.
    private func firstForm() async throws -> SetUpForm {
        var form = SetUpForm()
        form.zone = try await CompanySetup(store: parts.store).policy()?.zone ?? ""
        return form
    }

    private func ask(
        _ form: SetUpForm,
        _ context: ConsoleContext,
        problem: AdministrationError? = nil
    ) async throws -> Response {
        let words = parts.pages.words
        var fields = form.fields
        fields["kinds"] = FeedKind.allCases.filter { $0 != .own }.map { kind -> [String: Any] in
            [
                "name": "kind_\(kind.rawValue)", "text": words("feed_kind_\(kind.rawValue)"),
                "is_chosen": form.kinds.contains(kind),
            ]
        }
        if let problem {
            fields["problem"] =
                words.texts["set_up_problem_\(problem.field)"] ?? problem.description
            fields["wrong_\(problem.field)"] = true
        } else {
            fields["wrong_brands"] = true
        }
        return try parts.pages.page(
            "set-up",
            title: words("set_up"),
            fields,
            for: context.caller,
            in: try await parts.frame(),
            status: problem == nil ? .ok : .unprocessableContent
        )
    }

    // MARK: - Feeds

    @Sendable
    private func propose(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.setUp)
        let body = try await FormBody(request)
        try body.checkOrigin(for: context.caller)
        let form = SetUpForm(body)
        guard body["back"].isEmpty else { return try await ask(form, context) }
        do {
            return try await offer(try await parts.setUp.proposal(for: form.answers), form, context)
        } catch let error as AdministrationError {
            return try await ask(form, context, problem: error)
        }
    }

    private func offer(
        _ proposal: FirstSetUp.Proposal,
        _ form: SetUpForm,
        _ context: ConsoleContext
    ) async throws -> Response {
        let words = parts.pages.words
        var fields = form.fields
        fields["kept"] = form.hidden
        fields["feeds"] = proposal.feeds.prefix(SetUpForm.mostFeeds).enumerated().map {
            number,
            feed -> [String: Any] in
            [
                "n": "\(number)", "name": feed.title ?? MaskedAddress(feed.address).description,
                "shown": MaskedAddress(feed.address).description, "address": feed.address,
                "kind": feed.kind.rawValue, "kind_text": words("feed_kind_\(feed.kind.rawValue)"),
                "title": feed.title ?? "", "language": feed.language ?? "",
                "about": feed.about ?? "", "is_first": number == 0,
            ]
        }
        let leftOff = proposal.feeds.count - SetUpForm.mostFeeds
        if leftOff > 0 { fields["left_off"] = words.count("set_up_left_off", leftOff) }
        fields["has_feeds"] = !proposal.feeds.isEmpty
        fields["silent"] = proposal.silent.map { silent -> [String: Any] in
            ["place": silent.place, "reason": silent.reason ?? words("set_up_no_feed_there")]
        }
        fields["has_silent"] = !proposal.silent.isEmpty
        return try parts.pages.page(
            "set-up-feeds",
            title: words("set_up"),
            fields,
            for: context.caller,
            in: try await parts.frame()
        )
    }

    @Sendable
    private func start(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.setUp)
        let body = try await FormBody(request)
        try body.checkOrigin(for: context.caller)
        let form = SetUpForm(body)
        let actor = context.caller.actor
        do {
            _ = try await parts.setUp.begin(form.answers, with: form.feeds, by: actor)
        } catch let error as AdministrationError {
            return try await ask(form, context, problem: error)
        }
        // New feeds are due; the others keep their rhythm.
        _ = try await parts.feeds.requestDuePolls(by: actor)
        return .redirect(to: "/set-up/found", type: .normal)
    }

    // MARK: - Findings

    @Sendable
    private func showFound(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.setUp)
        let words = parts.pages.words
        let query = request.uri.queryParameters
        let waiting = try await parts.feeds.requestedPolls().waiting
        let isWaiting = waiting > 0 && query["now"] == nil
        let summary = try await FirstFindings(store: parts.store).summary(
            in: context.caller.scope,
            samples: isWaiting ? 0 : FirstFindings.most
        )
        let frame = try await parts.frame()
        let findings = SetUpFindings(
            summary,
            right: query["right"].map(String.init) ?? "",
            shown: ShownValues(words: words, now: parts.clock(), zone: frame.zone)
        )
        var fields = isWaiting ? ["is_waiting": true] : findings.fields
        fields["waiting_text"] = words.count("set_up_waiting", waiting)
        fields["found_text"] = findings.sentence
        // The page looks again by itself, where nobody has anything to do on it.
        fields["refresh"] = isWaiting
        if !isWaiting { fields["failing"] = try await failing() }
        return try parts.pages.page(
            "set-up-found",
            title: words("set_up_found"),
            fields,
            for: context.caller,
            in: frame
        )
    }

    private func failing() async throws -> [[String: Any]] {
        try await parts.feeds.all().compactMap { health in
            guard let problem = health.problem else { return nil }
            return [
                "feed": health.feed.title, "problem": problem.sentence,
                "remedy": FeedRemedy(for: health)?.description ?? "",
            ]
        }
    }

    private func decide(
        _ request: Request,
        _ context: ConsoleContext,
        isRight: Bool,
        _ act: (Mention.ID, StaffMember) async throws -> Void
    ) async throws -> Response {
        try context.caller.require(.setUp)
        let body = try await FormBody(request)
        try body.checkOrigin(for: context.caller)
        let member = try context.caller.actingMember()
        guard let id = Mention.ID(body["mention"]) else { throw Problem.notFound }
        try await act(id, member)
        let right = SetUpFindings.ids(in: body["right"]).union(isRight ? [id] : [])
        return .redirect(to: SetUpFindings.address(right: right), type: .normal)
    }

    @Sendable
    private func removeFeed(_ request: Request, _ context: ConsoleContext) async throws -> Response
    {
        try context.caller.require(.setUp)
        let body = try await FormBody(request)
        try body.checkOrigin(for: context.caller)
        try await parts.feeds.remove(body["feed"], by: context.caller.actor)
        let right = SetUpFindings.ids(in: body["right"])
        return .redirect(to: SetUpFindings.address(right: right), type: .normal)
    }
}

extension Caller {
    /// Whether the caller is a member of staff who may do this.
    fileprivate func may(_ act: Act) -> Bool {
        member.map { Permission.isAllowed(act, for: $0) } ?? false
    }
}

extension AdministrationError {
    /// The answer that is wrong; empty where it is none of them.
    fileprivate var field: String {
        if case .invalid(let field, _) = self { field } else { "" }
    }
}
