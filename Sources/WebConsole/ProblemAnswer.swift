import Administration
import CaseHandling
import EarshotModel
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import RecordStorage

/// Turns every error into a problem document, or into a page for people.
struct ProblemAnswer: RouterMiddleware {
    private let parts: Console.Parts

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func handle(
        _ request: Request,
        context: ConsoleContext,
        next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = problem(behind: error, request)
            guard !request.uri.path.hasPrefix("/api/"), wantsPage(request) else {
                return problem.document()
            }
            guard problem.code != Problem.signInNeeded.code else {
                return .redirect(to: "/sign-in", type: .normal)
            }
            return try await page(for: problem, context.caller)
        }
    }

    // MARK: -

    private func page(for problem: Problem, _ caller: Caller) async throws -> Response {
        var frame = PageFrame.unknown
        do {
            frame = try await parts.frame()
        } catch {
            // A store that does not answer must not hide the problem that is to be told.
            parts.logger.debug("an error page has no frame", metadata: ["error": "\(error)"])
        }
        return try parts.pages.errorPage(problem, for: caller, in: frame)
    }

    private func wantsPage(_ request: Request) -> Bool {
        request.headers[.accept]?.contains("text/html") ?? false
    }

    private func problem(behind error: any Error, _ request: Request) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case let error as DeskError: return Problem(error)
        case let error as HTTPError where error.status == .notFound: return .notFound
        case let error as HTTPError where error.status == .contentTooLarge: return .tooLarge
        case let error as HTTPError:
            return Problem(
                status: error.status,
                code: "http-\(error.status.code)",
                title: error.status.reasonPhrase,
                detail: error.body ?? ""
            )
        case let error as AdministrationError where error.isUnknownThing:
            return Problem(
                status: .notFound,
                code: Problem.notFound.code,
                title: Problem.notFound.title,
                detail: error.description
            )
        case let error as any CustomStringConvertible & SetUpError:
            return Problem(
                status: .unprocessableContent,
                code: "invalid",
                title: "Something is missing or wrong",
                detail: error.description
            )
        case is NIOTooManyBytesError:
            return .tooLarge
        case StoreError.closed:
            return .notReady
        case StoreError.diskFull:
            return Problem(
                status: HTTPResponse.Status(code: 507),
                code: "disk-full",
                title: "The disk is full",
                detail: StoreError.diskFull.description
            )
        default:
            parts.logger.error(
                "a request failed",
                metadata: ["path": "\(request.uri.path)", "error": "\(error)"]
            )
            return Problem(
                status: .internalServerError,
                code: "failed",
                title: "This did not work",
                detail: "the log knows more"
            )
        }
    }
}

extension AdministrationError {
    /// Whether something was named that does not exist, rather than written wrongly.
    fileprivate var isUnknownThing: Bool {
        switch self {
        case .noSuchFeed, .noSuchMember, .noSuchToken, .noSuchRun, .noSuchWord: true
        case .notAnAddress, .noSuchBrand, .memberExists, .deactivated, .severalTokens, .demo,
            .realData, .invalid:
            false
        }
    }
}
