import Administration
import CaseRules
import EarshotModel
import Hummingbird

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
    }
}
