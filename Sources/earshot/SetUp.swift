import Administration
import EarshotModel
import Foundation

/// The steps of `earshot init`, each through the API.
struct SetUp {
    private let answers: SetUpAnswers
    private let command: InitCommand
    private let api: APISession

    init(_ answers: SetUpAnswers, _ command: InitCommand, _ api: APISession) {
        self.answers = answers
        self.command = command
        self.api = api
    }

    /// Looks for feeds, and puts brands, settings and those feeds in force that are wanted.
    func begin() async throws {
        let wanted = try Self.json(answers.wanted(by: command))
        let found = try await api.send(
            APICall(method: "POST", path: "/set-up/proposal", body: wanted)
        )
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let proposal = try decoder.decode(FirstSetUp.Proposal.self, from: Data(found.body))
        for silent in proposal.silent { Terminal.message(Self.sentence(about: silent)) }
        let feeds = agreed(proposal.feeds)
        let reply = try await api.send(
            APICall(
                method: "POST",
                path: "/set-up",
                body: .object(["answers": wanted, "feeds": try Self.json(feeds)])
            )
        )
        guard !feeds.isEmpty else {
            return Terminal.message(
                "No feed is known yet: \"earshot feeds add ADDRESS\" adds one, \"earshot feeds "
                    + "suggest\" knows places."
            )
        }
        Terminal.message("\(reply.json["added"].cell) feeds added. Polling them once …")
    }

    /// A link for the person who sets it up, who becomes a lead and so may do everything at the
    /// desk; `nil` where no e-mail address was given, or somebody has it already.
    func signInLink() async throws -> String? {
        guard let email = answers.email else { return nil }
        let name = email.prefix { $0 != "@" }
        do {
            let reply = try await api.send(
                APICall(
                    method: "POST",
                    path: "/staff",
                    body: .object([
                        "email": .text(email), "name": .text(String(name)), "role": .text("lead"),
                    ])
                )
            )
            return reply.json["sign_in_url"].cell
        } catch let problem as APIProblem where problem.status == 422 {
            Terminal.message(Terminal.escaped("\(problem)"))
            return nil
        }
    }

    // MARK: -

    private static func json(_ value: some Encodable) throws -> JSONValue {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try JSONDecoder().decode(JSONValue.self, from: encoder.encode(value))
    }

    /// A site without a feed, or one that does not answer now, is no reason to stop.
    private static func sentence(about silent: FirstSetUp.SilentPlace) -> String {
        Terminal.escaped(
            silent.reason.map { "\(silent.place): \($0)" }
                ?? "No feed was found at \(silent.place)."
        )
    }

    /// What was named is wanted; what recipes propose may be declined.
    private func agreed(_ proposed: [FirstSetUp.ProposedFeed]) -> [FirstSetUp.ProposedFeed] {
        let recipes = proposed.filter { $0.origin == .recipe }
        guard !recipes.isEmpty, !agrees(to: recipes) else { return proposed }
        return proposed.filter { $0.origin != .recipe }
    }

    private func agrees(to found: [FirstSetUp.ProposedFeed]) -> Bool {
        guard Terminal.canAsk, !command.options.noInput, !command.options.json else { return true }
        for feed in found {
            Terminal.message("  " + Terminal.escaped("\(feed.title ?? ""): \(feed.address)"))
        }
        let answer = Terminal.ask("Listen to these \(found.count) feeds? [Y/n]: ")?.lowercased()
        return answer.map { !$0.hasPrefix("n") } ?? false
    }
}
