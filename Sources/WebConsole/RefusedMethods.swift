import HTTPTypes
import Hummingbird

/// Answers 405, with the methods that are allowed, where an address exists and the method does not.
///
/// The router by itself would say that there is nothing.
struct RefusedMethods {
    /// The methods of HTTP that any route might have.
    private static let all: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete]

    private let methods: [String: Set<HTTPRequest.Method>]

    /// Takes the routes that exist.
    init(of routes: [Router<ConsoleContext>.RouteDescription]) {
        methods = routes.reduce(into: [:]) { methods, route in
            methods[route.path.description, default: []].insert(route.method)
        }
    }

    /// Adds a route for every method that a known path lacks.
    func add(to router: Router<ConsoleContext>) {
        for (path, known) in methods {
            let allowed = known.union(known.contains(.get) ? [.head] : []).map(\.rawValue).sorted()
                .joined(separator: ", ")
            for method in Self.all where !known.contains(method) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    throw Problem.methodRefused.allowing(allowed)
                }
            }
        }
    }
}
