import Administration
import CaseRules
import EarshotModel
import Foundation
import Hummingbird
import RecordStorage
import TrendAnalysis

/// Brands, settings, trends and the audit, for programs.
struct CompanyRoutes {
    private let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to api: RouterGroup<ConsoleContext>) {
        addBrands(to: api)
        addPolicy(to: api)
        api.get("trends", use: trends)
        api.get("trends/verify") { _, context in
            try context.caller.require(.editFeeds)
            let verdict = try await CountVerification(store: parts.store).run()
            return try JSONCoding.response(CountDocument(verdict))
        }
        api.get("audit/verify") { _, context in
            try context.caller.require(.verifyAudit)
            let broken = try await parts.store.read(in: .everything) { try $0.audit.firstBreak() }
            return try JSONCoding.response(AuditVerdict(holds: broken == nil, brokenAt: broken))
        }
        api.get("store/stats") { _, context in
            try context.caller.require(.editFeeds)
            return try JSONCoding.response(try await stats())
        }
    }

    // MARK: -

    private struct BrandDocument: Codable {
        let name: String
        let aliases: [String]?
        let isOwn: Bool?
    }

    private struct AuditVerdict: Encodable {
        let holds: Bool
        let brokenAt: Int?
    }

    private func addBrands(to api: RouterGroup<ConsoleContext>) {
        let rules = RulesAdministration(store: parts.store)
        api.get("rules/brands") { request, context in
            try context.caller.require(.readMentions)
            let brands = try await rules.brands().map { brand in
                BrandDocument(name: brand.name, aliases: brand.aliases, isOwn: brand.isOwn)
            }
            return try JSONCoding.page(of: brands, request: request) { brand in
                Secret.fingerprintText(of: brand.name)
            }
        }
        api.post("rules/brands") { request, context in
            try context.caller.require(.editRules)
            let rows = try await JSONCoding.body([BrandDocument].self, of: request)
            let brands = rows.map { row in
                Brand(
                    id: Brand.ID(rawValue: 1),
                    name: row.name,
                    aliases: row.aliases ?? [],
                    isOwn: row.isOwn ?? true
                )
            }
            let version = try await rules.put(brands, by: context.caller.actor)
            return try JSONCoding.response(["ruleset": "\(version)"])
        }
    }

    private func addPolicy(to api: RouterGroup<ConsoleContext>) {
        let setup = CompanySetup(store: parts.store)
        api.get("policy") { _, context in
            try context.caller.require(.readMentions)
            guard let policy = try await setup.policy() else { throw Problem.notFound }
            return try JSONCoding.response(policy)
        }
        api.post("policy") { request, context in
            try context.caller.require(.editPolicy)
            let policy = try await JSONCoding.body(
                CompanyPolicy.self,
                of: request,
                with: JSONDecoder()
            )
            if let problem = PolicyCheck.problems(in: policy).first {
                throw Problem.invalid("policy", "\(problem)")
            }
            try await setup.apply(policy, by: context.caller.actor)
            return try JSONCoding.response(policy)
        }
    }

    @Sendable
    private func trends(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        try context.caller.require(.readMentions)
        let query = request.uri.queryParameters
        let word = query["by"].map(String.init) ?? TrendStep.day.rawValue
        guard let step = TrendStep(rawValue: word) else {
            throw Problem.invalid("by", "write hour, day, week or month")
        }
        let question = TrendReport.Question(
            brand: query["brand"].map(String.init),
            step: step,
            since: query["since"].map(String.init),
            zone: query["zone"].map(String.init)
        )
        let answer = try await TrendReport(store: parts.store).answer(
            question,
            in: context.caller.scope
        )
        return try JSONCoding.response(TrendDocument(answer))
    }

    private func stats() async throws -> [String: Int] {
        try await parts.store.read(in: .everything) { tx in
            [
                "feeds": try tx.feeds.count(), "entries": try tx.entries.count(),
                "customers": try tx.customers.count(),
                "mentions": try tx.mentions.countsByTriage().values.reduce(0, +),
                "cases": try tx.cases.countsByState().values.reduce(0, +),
            ]
        }
    }
}
