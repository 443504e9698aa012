import Administration
import CaseRules
import EarshotModel
import Hummingbird

/// The first set-up, for programs; `SetUpPage` does the same for people.
struct SetUpRoutes {
    private let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to api: RouterGroup<ConsoleContext>) {
        api.post("set-up/proposal") { request, context in
            try context.caller.require(.setUp)
            let answers = try await JSONCoding.body(FirstSetUp.Answers.self, of: request)
            return try JSONCoding.response(try await parts.setUp.proposal(for: answers))
        }
        api.post("set-up") { request, context in
            try context.caller.require(.setUp)
            let wish = try await JSONCoding.body(Wish.self, of: request)
            let added = try await parts.setUp.begin(
                wish.answers,
                with: wish.feeds,
                by: context.caller.actor
            )
            return try JSONCoding.response(["added": added], status: .created)
        }
        api.get("set-up/found") { _, context in
            try context.caller.require(.setUp)
            let summary = try await FirstFindings(store: parts.store)
                .summary(in: context.caller.scope)
            return try JSONCoding.response(Findings(summary, by: parts.mentions))
        }
    }

    // MARK: -

    private struct Wish: Decodable {
        let answers: FirstSetUp.Answers
        let feeds: [FirstSetUp.ProposedFeed]
    }

    private struct Findings: Encodable {
        let found: Int
        let recent: Int
        let samples: [MentionDocument]

        init(_ summary: FirstFindings.Summary, by mentions: MentionAdministration) {
            found = summary.found
            recent = summary.recent
            samples = summary.samples.map { MentionDocument($0, by: mentions) }
        }
    }
}
