import Administration
import CaseRules
import EarshotModel
import Hummingbird
import RecordStorage

/// Where staff write down a mention that no feed brings.
struct EnterMentionPage {
    private let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to router: Router<ConsoleContext>) {
        router.get("enter-mention") { _, context in
            try context.caller.require(.triage)
            return try await show(EnteredForm(), context)
        }
        router.post("enter-mention", use: enter)
    }

    // MARK: -

    @Sendable
    private func enter(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.triage)
        let body = try await FormBody(request)
        try body.checkOrigin(for: context.caller)
        let form = EnteredForm(body)
        guard let entry = form.entry else {
            return try await show(form, context, problem: parts.pages.words("problem_date"))
        }
        do {
            let outcome = try await parts.mentions.add(
                [entry],
                from: .hand(form.kind),
                about: form.brand.isEmpty ? nil : form.brand,
                by: context.caller.actor
            )
            if let refusal = outcome.refused.first {
                return try await show(form, context, problem: refusal.sentence)
            }
            guard let mention = outcome.received.first?.mentions.first else {
                return .redirect(to: "/queue", type: .normal)
            }
            return .redirect(to: "/mentions/\(mention)", type: .normal)
        } catch let error as AdministrationError {
            return try await show(form, context, problem: error.description)
        }
    }

    private func show(
        _ form: EnteredForm,
        _ context: ConsoleContext,
        problem: String? = nil
    ) async throws -> Response {
        let words = parts.pages.words
        let brands = try await parts.store.read(in: context.caller.scope) { tx in
            try tx.rulesets.brands()
        }
        var fields = form.fields
        fields["brands"] = brands.map { brand -> [String: Any] in
            ["name": brand.name, "is_chosen": brand.name == form.brand]
        }
        fields["kinds"] = FeedKind.allCases.map { kind -> [String: Any] in
            [
                "value": kind.rawValue, "text": words("feed_kind_\(kind.rawValue)"),
                "is_chosen": kind == form.kind,
            ]
        }
        fields["problem"] = problem
        return try parts.pages.page(
            "enter-mention",
            title: words("enter_mention"),
            fields,
            for: context.caller,
            in: try await parts.frame(),
            status: problem == nil ? .ok : .unprocessableContent
        )
    }
}

/// What stands in the form.
private struct EnteredForm {
    var text = ""
    var title = ""
    var link = ""
    var author = ""
    var authorLink = ""
    var date = ""
    var language = ""
    var brand = ""
    var kind = FeedKind.review

    init() {}

    init(_ body: FormBody) {
        text = body["text"]
        title = body["title"]
        link = body["link"]
        author = body["author"]
        authorLink = body["author_link"]
        date = body["date"]
        language = body["language"]
        brand = body["brand"]
        kind = FeedKind(rawValue: body["kind"]) ?? .review
    }

    /// The text; `nil` when its date cannot be read.
    var entry: WrittenEntry? {
        let published = date.isEmpty ? nil : Instant(writtenDate: date)
        guard date.isEmpty || published != nil else { return nil }
        func given(_ text: String) -> String? { text.isEmpty ? nil : text }
        return WrittenEntry(
            link: given(link),
            title: given(title),
            text: text,
            author: EntryAuthor(name: given(author), url: given(authorLink)),
            language: given(language),
            published: published
        )
    }

    var fields: [String: Any] {
        [
            "text": text, "title": title, "link": link, "author": author,
            "author_link": authorLink, "date": date, "language": language,
        ]
    }
}
