import CaseHandling
import EarshotModel
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import RecordStorage

/// Finds out who asks: a browser's session, a token, this machine's socket, or this process.
struct Identification: RouterMiddleware {
    /// The cookie's name; the prefix keeps other hosts' cookies out where there is TLS.
    static func cookieName(isSecure: Bool) -> String {
        isSecure ? "__Host-earshot" : "earshot_session"
    }

    /// The header with which somebody at this machine names the member of staff.
    static let memberHeader = HTTPField.Name("Earshot-As")

    let store: Store
    let isSecure: @Sendable () -> Bool

    func handle(
        _ request: Request,
        context: ConsoleContext,
        next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.caller = try await caller(of: request, from: context.peer)
        return try await next(request, context)
    }

    private func caller(of request: Request, from peer: Peer) async throws -> Caller {
        switch peer {
        case .process:
            return try await operating(request, account: "process")
        case .local(let user) where user == 0 || user == geteuid():
            return try await operating(request, account: "uid \(user)")
        case .local, .network:
            return try await stranger(request)
        }
    }

    private func operating(_ request: Request, account: String) async throws -> Caller {
        guard let name = Self.memberHeader, let email = request.headers[name] else {
            return .operating(account: account, as: nil)
        }
        let member = try await store.read(in: .everything) { tx in
            try tx.staff.credentials(email: email)?.member
        }
        guard let member else { throw Problem.invalid("as", "there is nobody with this address") }
        guard member.isActive else { throw Problem.invalid("as", "\(member.email) is deactivated") }
        return .operating(account: account, as: member)
    }

    private func stranger(_ request: Request) async throws -> Caller {
        if let header = request.headers[.authorization], header.hasPrefix("Bearer "),
            let token = Secret(String(header.dropFirst(7)))
        {
            let member = try await store.read(in: .everything) { tx in
                try tx.staff.token(token.fingerprint)
            }
            return member.map { .member($0, session: nil) } ?? .nobody
        }
        let name = Self.cookieName(isSecure: isSecure())
        guard let cookie = request.cookies[name]?.value, let secret = Secret(cookie) else {
            return .nobody
        }
        let found = try await store.read(in: .everything) { tx in
            try tx.staff.session(secret.fingerprint)?.member
        }
        return found.map { .member($0, session: BrowserSession(secret: secret)) } ?? .nobody
    }
}

/// Refuses changes that another site's page asks for: the origin must be ours, or there is none.
struct OriginCheck: RouterMiddleware {
    let publicAddress: @Sendable () -> String

    func handle(
        _ request: Request,
        context: ConsoleContext,
        next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        guard request.method != .get, request.method != .head else {
            return try await next(request, context)
        }
        let site = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
        if let site, site != "same-origin", site != "none" { throw Problem.foreignForm }
        if let origin = request.headers[.origin], site == nil {
            let host = request.head.authority ?? ""
            guard ["http://\(host)", "https://\(host)", publicAddress()].contains(origin) else {
                throw Problem.foreignForm
            }
        }
        return try await next(request, context)
    }
}

/// Puts the headers on every answer, errors included, that keep browsers from doing harm.
struct SecurityHeaders: RouterMiddleware {
    let isSecure: @Sendable () -> Bool

    private static let policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'"

    func handle(
        _ request: Request,
        context: ConsoleContext,
        next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] = Self.policy
        response.headers[.xContentTypeOptions] = "nosniff"
        for (name, value) in [
            // With "no-referrer" browsers send "Origin: null" with our own forms, too.
            ("Referrer-Policy", "same-origin"), ("X-Frame-Options", "DENY"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ] {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
        if isSecure() { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }
}
