import CaseHandling
import CaseRules
import EarshotModel
import Foundation
import HTTPTypes
import Hummingbird

/// What went wrong with a request: a problem document of RFC 9457, or an error page.
struct Problem: Error {
    let status: HTTPResponse.Status
    /// The code behind `/problems/`.
    let code: String
    let title: String
    var detail = ""
    /// Further members of the document.
    var facts: [String: String] = [:]
    /// The methods that the address takes, when the one that was tried is not among them.
    var allowedMethods: String?

    static let signInNeeded = Problem(
        status: .unauthorized,
        code: "sign-in-needed",
        title: "Sign in first"
    )
    static let memberNeeded = Problem(
        status: .forbidden,
        code: "member-needed",
        title: "Say for whom you act",
        detail: "name the member of staff with --as EMAIL"
    )
    static let notFound = Problem(
        status: .notFound,
        code: "not-found",
        title: "There is no such thing"
    )
    static let tooLarge = Problem(
        status: .contentTooLarge,
        code: "too-large",
        title: "This is too large",
        detail: "send at most 4 MiB at once"
    )
    static let notReady = Problem(
        status: .serviceUnavailable,
        code: "not-ready",
        title: "Earshot is not ready",
        detail: "the store is closed; try again in a moment"
    )
    static let methodRefused = Problem(
        status: .methodNotAllowed,
        code: "method-not-allowed",
        title: "This address does not take that method"
    )
    static let versionNeeded = Problem(
        status: .preconditionRequired,
        code: "version-needed",
        title: "Say which version you saw",
        detail: "send If-Match with the ETag of the record"
    )
    static let foreignForm = Problem(
        status: .forbidden,
        code: "foreign-form",
        title: "This form comes from elsewhere",
        detail: "go back, load the page again and send it once more"
    )

    static func notAllowed(_ act: Act) -> Problem {
        Problem(
            status: .forbidden,
            code: "not-allowed",
            title: "Your role does not include this",
            detail: act.rawValue,
            facts: ["act": act.rawValue]
        )
    }

    static func invalid(_ field: String, _ detail: String) -> Problem {
        Problem(
            status: .unprocessableContent,
            code: "invalid",
            title: "Something is missing or wrong",
            detail: "\(field): \(detail)",
            facts: ["field": field]
        )
    }
}

extension Problem {
    /// The problem behind an error of the desk.
    init(_ error: DeskError) {
        let answer = Self.answer(to: error)
        self.init(
            status: answer.status,
            code: answer.code,
            title: answer.title,
            detail: error.description,
            facts: Self.facts(of: error)
        )
    }

    private static func answer(to error: DeskError) -> (
        status: HTTPResponse.Status, code: String, title: String
    ) {
        switch error {
        case .notFound: (notFound.status, notFound.code, notFound.title)
        case .stale: (.preconditionFailed, "stale", "It was changed meanwhile")
        case .owned: (.conflict, "owned", "Somebody else owns this case")
        case .notAllowed(let act):
            (notAllowed(act).status, notAllowed(act).code, notAllowed(act).title)
        case .noSuchMove: (.conflict, "no-such-move", "This is not possible now")
        case .incomplete: (.unprocessableContent, "incomplete", "The form lacks something")
        case .invalid: (.unprocessableContent, "invalid", "Something is missing or wrong")
        case .guarded: (.conflict, "too-often", "This person must not hear from us now")
        case .unusablePolicy:
            (.internalServerError, "unusable-policy", "The company's settings cannot be used")
        }
    }

    private static func facts(of error: DeskError) -> [String: String] {
        switch error {
        case .stale(let current, let name, let at):
            [
                "current_version": "\(current)", "changed_by": name ?? "",
                "changed_at": at?.rfc3339 ?? "",
            ]
        case .owned(let owner): ["owner": owner]
        case .notAllowed(let act): notAllowed(act).facts
        case .noSuchMove(let event, let state): ["event": event, "state": state]
        case .incomplete(let problems):
            ["fields": problems.map(\.field.rawValue).joined(separator: ",")]
        case .invalid(let field, let code): ["field": field, "reason": code]
        case .notFound, .guarded, .unusablePolicy: [:]
        }
    }

    /// The problem with the methods that the address takes.
    func allowing(_ methods: String) -> Problem {
        var problem = self
        problem.allowedMethods = methods
        return problem
    }

    /// What a client must know beside the document or the page.
    var headers: HTTPFields {
        var headers = HTTPFields()
        headers[.allow] = allowedMethods
        if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
        if status == .serviceUnavailable { headers[.retryAfter] = "5" }
        return headers
    }

    /// The problem as a document.
    func document() -> Response {
        var members = facts
        members["type"] = "/problems/\(code)"
        members["title"] = title
        members["detail"] = detail.isEmpty ? nil : detail
        let body = ProblemDocument(members: members, status: status.code)
        let bytes = (try? JSONCoding.encoder.encode(body)) ?? Data("{}".utf8)
        var headers = self.headers
        headers[.contentType] = "application/problem+json"
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}

private struct ProblemDocument: Encodable {
    let members: [String: String]
    let status: Int

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for (name, value) in members {
            try container.encode(value, forKey: Key(stringValue: name))
        }
        try container.encode(status, forKey: Key(stringValue: "status"))
    }
}
