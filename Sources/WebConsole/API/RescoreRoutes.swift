import Administration
import CaseRules
import EarshotModel
import Hummingbird
import RecordStorage

/// Judging stored mentions again, for programs.
struct RescoreRoutes {
    private let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to api: RouterGroup<ConsoleContext>) {
        api.get("rescore/preview") { request, context in
            try context.caller.require(.rescore)
            let query = request.uri.queryParameters
            let after: Mention.ID? = try PageRequest(request).cursor()
            let batch = try await parts.rescoring.preview(
                Rescoring.Question(
                    brand: query["brand"].map(String.init),
                    since: query["since"].map(String.init)
                ),
                after: after,
                in: context.caller.scope
            )
            return try JSONCoding.response(RescoreBatchDocument(batch))
        }
        api.get("rescore/runs") { request, context in
            try context.caller.require(.rescore)
            let page = try PageRequest(request)
            let runs = try await parts.rescoring.runs(
                after: try page.cursor(),
                limit: page.limit + 1
            )
            let rows = try await documents(of: runs)
            return try JSONCoding.page(ofOneTooMany: rows, limit: page.limit, request: request) {
                $0.id
            }
        }
        api.post("rescore/runs") { request, context in
            try context.caller.require(.rescore)
            let form = try await JSONCoding.body(Choice.self, of: request)
            let run = try await parts.rescoring.start(
                Rescoring.Question(brand: form.brand, since: form.since),
                by: context.caller.actor
            )
            return try await answer(run, status: .created)
        }
        api.post("rescore/runs/:run/step") { _, context in
            try context.caller.require(.rescore)
            return try await answer(try await parts.rescoring.step(try Self.id(context)))
        }
        api.post("rescore/runs/:run/undo") { _, context in
            try context.caller.require(.rescore)
            let id = try Self.id(context)
            return try await answer(
                try await parts.rescoring.undo(id, by: context.caller.actor)
            )
        }
    }

    // MARK: -

    private struct Choice: Decodable {
        let brand: String?
        let since: String?
    }

    private static func id(_ context: ConsoleContext) throws -> RescoreRun.ID {
        guard let text = context.parameters.get("run"), let id = RescoreRun.ID(text) else {
            throw Problem.notFound
        }
        return id
    }

    private func answer(_ run: RescoreRun, status: HTTPResponse.Status = .ok) async throws
        -> Response
    {
        let documents = try await documents(of: [run])
        return try JSONCoding.response(documents.first, status: status)
    }

    private func documents(of runs: [RescoreRun]) async throws -> [RescoreRunDocument] {
        let brands = try await parts.store.read(in: .everything) { try $0.rulesets.everyBrand() }
        return runs.map { run in
            RescoreRunDocument(run, brand: brands.first { $0.id == run.choice.brand }?.name)
        }
    }
}
