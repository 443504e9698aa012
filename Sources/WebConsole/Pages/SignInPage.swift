import EarshotModel
import HTTPTypes
import Hummingbird
import RecordStorage

/// Signing in: with a one-time link at first, with a password from then on.
struct SignInPage {
    /// How long a session lasts.
    private static let sessionLifetime = Duration.hours(12)
    /// The most characters of an e-mail address (RFC 5321, section 4.5.3.1.3).
    private static let longestAddress = 254

    private let parts: Console.Parts
    private let throttle = SignInThrottle()
    private let passwords = PasswordWork()

    init(_ parts: Console.Parts) {
        self.parts = parts
    }

    func add(to router: Router<ConsoleContext>) {
        router.get("sign-in") { _, context in try await show(for: context.caller) }
        router.post("sign-in", use: signIn)
        // Looking at a link uses nothing up, so that no mail scanner can burn it.
        router.get("sign-in/link") { request, context in
            try await showLink(request.uri.queryParameters["token"].map(String.init) ?? "", context)
        }
        router.post("sign-in/link", use: useLink)
        router.post("sign-out", use: signOut)
    }

    // MARK: -

    private func show(
        for caller: Caller,
        email: String = "",
        problem: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = parts.pages.words
        var fields: [String: Any] = ["email": email]
        fields["problem"] = problem.map { words($0) }
        return try parts.pages.page(
            "sign-in",
            title: words("sign_in"),
            fields,
            for: caller,
            in: try await parts.frame(),
            status: status
        )
    }

    @Sendable
    private func signIn(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let form = try await FormBody(request)
        // What is longer is nobody's address and must not be kept in memory whole.
        let email = String(form["email"].lowercased().prefix(Self.longestAddress))
        let keys = ["account:\(email)", "peer:\(request.origin(behind: context.peer))"]
        guard !throttle.refuses(keys, at: parts.clock()) else {
            return try await show(
                for: .nobody,
                email: email,
                problem: "problem_too_many_tries",
                status: .tooManyRequests
            )
        }
        let known = try await parts.store.read(in: .everything) { tx in
            try tx.staff.credentials(email: email)
        }
        let typed = String(form.verbatim("password").prefix(Password.mostLength))
        let fits = try await passwords.matches(typed, hash: known?.passwordHash)
        guard fits, let member = known?.member, member.isActive else {
            throttle.noteFailure(keys, at: parts.clock())
            return try await show(
                for: .nobody,
                email: email,
                problem: "problem_sign_in",
                status: .unauthorized
            )
        }
        throttle.clear(keys[0])
        return try await begin(for: member)
    }

    private func showLink(_ token: String, _ context: ConsoleContext, problem: String? = nil)
        async throws -> Response
    {
        let words = parts.pages.words
        guard let secret = Secret(token),
            let member = try await member(with: secret)
        else { return try await linkGone() }
        var fields: [String: Any] = ["name": member.name, "token": token]
        fields["problem"] = problem.map { words($0) }
        return try parts.pages.page(
            "link",
            title: words("welcome"),
            fields,
            for: .nobody,
            in: try await parts.frame(),
            status: problem == nil ? .ok : .unprocessableContent
        )
    }

    @Sendable
    private func useLink(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let form = try await FormBody(request)
        let password = form.verbatim("password")
        let secret = Secret(form["token"])
        // Hashing is dear, so nobody gets it without a link.
        guard let secret, try await member(with: secret) != nil else { return try await linkGone() }
        guard (Password.leastLength...Password.mostLength).contains(password.count) else {
            return try await showLink(secret.text, context, problem: "problem_password_short")
        }
        let hash = try await passwords.hash(password)
        let member = try await parts.store.write(by: .engine("console")) { tx in
            guard let member = try tx.staff.useSignInLink(secret.fingerprint) else {
                return StaffMember?.none
            }
            try tx.staff.setPassword(hash: hash, of: member.id)
            try tx.audit.add("staff.password_set", facts: ["staff": "\(member.id)"])
            return member
        }
        guard let member else { return try await linkGone() }
        return try await begin(for: member)
    }

    private func member(with link: Secret) async throws -> StaffMember? {
        try await parts.store.read(in: .everything) { tx in
            try tx.staff.signInLink(link.fingerprint)
        }
    }

    private func linkGone() async throws -> Response {
        try await show(for: .nobody, problem: "problem_link_used", status: .gone)
    }

    private func begin(for member: StaffMember) async throws -> Response {
        let secret = Secret()
        try await parts.store.write(by: .staff(member.id)) { tx in
            try tx.staff.addSession(
                secret.fingerprint,
                of: member.id,
                until: tx.now + Self.sessionLifetime
            )
            try tx.audit.add("staff.signed_in")
        }
        var response = Response.redirect(to: "/", type: .normal)
        response.setCookie(
            cookie(secret.text, maxAge: Int(Self.sessionLifetime.components.seconds))
        )
        return response
    }

    @Sendable
    private func signOut(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let form = try await FormBody(request)
        try form.checkOrigin(for: context.caller)
        if case .member(let member, let session?) = context.caller {
            try await parts.store.write(by: .staff(member.id)) { tx in
                try tx.staff.endSession(session.secret.fingerprint)
                try tx.audit.add("staff.signed_out")
            }
        }
        var response = Response.redirect(to: "/sign-in", type: .normal)
        response.setCookie(cookie("", maxAge: 0))
        return response
    }

    private func cookie(_ value: String, maxAge: Int) -> Cookie {
        Cookie(
            name: Identification.cookieName(isSecure: parts.isSecure),
            value: value,
            maxAge: maxAge,
            path: "/",
            secure: parts.isSecure,
            httpOnly: true,
            sameSite: .strict
        )
    }
}
