import HTTPTypes
import Hummingbird
import Metrics

/// Counts the answers by the class of their status.
struct RequestCount: RouterMiddleware {
    let metrics: MetricsRegistry

    func handle(
        _ request: Request,
        context: ConsoleContext,
        next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        Counter(
            label: "earshot_http_answers_total",
            dimensions: [("status", "\(response.status.code / 100)xx")],
            factory: metrics
        ).increment()
        return response
    }
}
