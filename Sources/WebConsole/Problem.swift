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
        let detail = error.description
        switch error {
        case .notFound: self = .notFound
        case .stale(let current, let name, let at):
            self.init(
                status: .preconditionFailed,
                code: "stale",
                title: "It was changed meanwhile",
                detail: detail,
                facts: [
                    "current_version": "\(current)", "changed_by": name ?? "",
                    "changed_at": at?.rfc3339 ?? "",
                ]
            )
        case .owned(let owner):
            self.init(
                status: .conflict,
                code: "owned",
                title: "Somebody else owns this case",
                detail: detail,
                facts: ["owner": owner]
            )
        case .notAllowed(let act): self = .notAllowed(act)
        case .noSuchMove(let event, let state):
            self.init(
                status: .conflict,
                code: "no-such-move",
                title: "This is not possible now",
                detail: detail,
                facts: ["event": event, "state": state]
            )
        case .incomplete(let problems):
            self.init(
                status: .unprocessableContent,
                code: "incomplete",
                title: "The form lacks something",
                detail: detail,
                facts: ["fields": problems.map(\.field.rawValue).joined(separator: ",")]
            )
        case .invalid(let field, let code):
            self.init(
                status: .unprocessableContent,
                code: "invalid",
                title: "Something is missing or wrong",
                detail: detail,
                facts: ["field": field, "reason": code]
            )
        case .guarded:
            self.init(
                status: .conflict,
                code: "too-often",
                title: "This person must not hear from us now",
                detail: detail
            )
        case .unusablePolicy:
            self.init(
                status: .internalServerError,
                code: "unusable-policy",
                title: "The company's settings cannot be used",
                detail: detail
            )
        }
    }

    /// The problem as a document.
    func document() -> Response {
        var members = facts
        members["type"] = "/problems/\(code)"
        members["title"] = title
        members["detail"] = detail.isEmpty ? nil : detail
        let body = ProblemDocument(members: members, status: status.code)
        let bytes = (try? JSONCoding.encoder.encode(body)) ?? Data("{}".utf8)
        var headers = HTTPFields()
        headers[.contentType] = "application/problem+json"
        if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
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
