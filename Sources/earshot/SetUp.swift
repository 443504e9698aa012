import Administration
import EarshotModel
import Foundation
import SettingsReading

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

    /// Adds the brands, and puts the company's name, hours and zone in force as far as given.
    func writeCompany() async throws {
        let own = answers.brands.map { brand($0, isOwn: true) }
        let rivals = command.rival.map { brand($0, isOwn: false) }
        _ = try await api.send(
            APICall(method: "POST", path: "/rules/brands", body: .list(own + rivals))
        )
        var policy = answers.hours?.yaml ?? ""
        if let zone = answers.zone { policy += "zone: \(zone)\n" }
        guard !policy.isEmpty || command.company != nil else { return }
        let current = try await api.send(APICall(path: "/policy"))
        var base = try JSONDecoder().decode(CompanyPolicy.self, from: Data(current.body))
        base.companyName = command.company ?? base.companyName
        let changed = try PolicyFile.read(policy, file: "earshot init", over: base)
        let body = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(changed))
        _ = try await api.send(APICall(method: "POST", path: "/policy", body: body))
    }

    /// Adds the feeds that were named, those of the company's own site, and what recipes suggest.
    func addFeeds() async throws {
        var rows: [JSONValue] = []
        for place in command.feed {
            let found = try await discovered(place)
            guard let first = found.first else {
                Terminal.message("No feed was found at \(Terminal.escaped(place)).")
                continue
            }
            rows.append(row(first, kind: command.kind.first ?? .blog))
        }
        if let domain = answers.domain { rows += await ownFeeds(of: domain) }
        rows += try suggestions()
        guard !rows.isEmpty else {
            return Terminal.message(
                "No feed is known yet: \"earshot feeds add ADDRESS\" adds one, \"earshot feeds "
                    + "suggest\" knows places."
            )
        }
        let reply = try await api.send(
            APICall(method: "POST", path: "/feeds", body: .list(rows))
        )
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

    private func brand(_ name: String, isOwn: Bool) -> JSONValue {
        .object(["name": .text(name), "is_own": .bool(isOwn), "aliases": .list([])])
    }

    private func discovered(_ place: String) async throws -> [String] {
        let reply = try await api.send(
            APICall(
                method: "POST",
                path: "/feeds/discover",
                body: .object(["address": .text(place)])
            )
        )
        return reply.json["feeds"].elements.map { $0["address"].cell }
    }

    /// A company's site without a feed, or one that does not answer now, is no reason to stop.
    private func ownFeeds(of domain: String) async -> [JSONValue] {
        do {
            return try await discovered(domain).prefix(1).map { row($0, kind: .own) }
        } catch {
            Terminal.message("\(Terminal.escaped(domain)): \(Terminal.escaped("\(error)"))")
            return []
        }
    }

    private func suggestions() throws -> [JSONValue] {
        guard command.suggested else { return [] }
        let recipes = try RecipesFile(contentsOf: RuleTools.share(command.options).recipes).recipes
        let found = answers.brands.flatMap { brand in
            FeedSuggestions(
                recipes.filter { $0.kind != .own },
                for: FeedSuggestions.Wish(brand: brand, languages: answers.languages),
                kinds: Set(answers.kinds)
            ).ready
        }
        guard !found.isEmpty, agrees(to: found) else { return [] }
        return found.map { suggestion in
            row(
                suggestion.address,
                kind: suggestion.recipe.kind,
                title: suggestion.recipe.name,
                language: suggestion.language
            )
        }
    }

    private func agrees(to found: [FeedSuggestions.Suggestion]) -> Bool {
        guard Terminal.canAsk, !command.options.noInput, !command.options.json else { return true }
        for suggestion in found {
            Terminal.message(
                "  " + Terminal.escaped("\(suggestion.recipe.name): \(suggestion.address)")
            )
        }
        let answer = Terminal.ask("Listen to these \(found.count) feeds? [Y/n]: ")?.lowercased()
        return answer.map { !$0.hasPrefix("n") } ?? false
    }

    private func row(
        _ address: String,
        kind: FeedKind,
        title: String? = nil,
        language: String? = nil
    ) -> JSONValue {
        var row: [String: JSONValue] = ["address": .text(address), "kind": .text(kind.rawValue)]
        row["title"] = title.map(JSONValue.text)
        row["language"] = language.map(JSONValue.text)
        return .object(row)
    }
}
