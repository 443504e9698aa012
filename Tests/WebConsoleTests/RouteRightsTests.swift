import CaseRules
import EarshotModel
import RecordStorage
import Testing

@testable import WebConsole

/// Every route of the API with the act that it takes, for every role and for nobody.
@Suite struct RouteRightsTests {
    struct Route: CustomTestStringConvertible, Sendable {
        let method: String
        let path: String
        let act: Act
        var body: String?

        var testDescription: String { "\(method) \(path)" }
    }

    static let routes = [
        Route(method: "GET", path: "/queue", act: .readMentions),
        Route(method: "GET", path: "/cases/1", act: .readMentions),
        Route(method: "GET", path: "/mentions", act: .readMentions),
        Route(method: "GET", path: "/mentions/noise", act: .readMentions),
        Route(method: "GET", path: "/mentions/1", act: .readMentions),
        Route(method: "GET", path: "/feeds", act: .readMentions),
        Route(method: "GET", path: "/rules/brands", act: .readMentions),
        Route(method: "GET", path: "/policy", act: .readMentions),
        Route(method: "GET", path: "/trends", act: .readMentions),
        Route(method: "GET", path: "/alerts", act: .readMentions),
        Route(method: "GET", path: "/customers", act: .readPersonalData),
        Route(method: "GET", path: "/customers/C1", act: .readPersonalData),
        Route(method: "DELETE", path: "/customers/C1", act: .executeErasure),
        Route(method: "GET", path: "/trends/verify", act: .editFeeds),
        Route(method: "GET", path: "/rescore/preview", act: .rescore),
        Route(method: "GET", path: "/rescore/runs", act: .rescore),
        Route(method: "POST", path: "/rescore/runs", act: .rescore, body: "{}"),
        Route(method: "POST", path: "/rescore/runs/1/step", act: .rescore),
        Route(method: "POST", path: "/rescore/runs/1/undo", act: .rescore),
        Route(method: "GET", path: "/staff", act: .editStaff),
        Route(method: "GET", path: "/store/stats", act: .editFeeds),
        Route(method: "GET", path: "/audit/verify", act: .verifyAudit),
        Route(method: "POST", path: "/feeds", act: .editFeeds, body: "[]"),
        Route(
            method: "POST",
            path: "/feeds/discover",
            act: .editFeeds,
            body: #"{"address":"https://blog.example/"}"#
        ),
        Route(
            method: "POST",
            path: "/set-up/proposal",
            act: .setUp,
            body: #"{"brands":["X"],"wants_suggestions":false}"#
        ),
        Route(
            method: "POST",
            path: "/set-up",
            act: .setUp,
            body: #"{"answers":{"brands":["X"]},"feeds":[]}"#
        ),
        Route(method: "GET", path: "/set-up/found", act: .setUp),
        Route(method: "PATCH", path: "/feeds?feed=1", act: .editFeeds, body: "{}"),
        Route(method: "DELETE", path: "/feeds?feed=1", act: .editFeeds),
        Route(method: "POST", path: "/feeds/poll", act: .editFeeds),
        Route(method: "GET", path: "/feeds/polls", act: .editFeeds),
        Route(method: "GET", path: "/tokens", act: .editTokens),
        Route(method: "DELETE", path: "/tokens?token=x", act: .editTokens),
        Route(method: "POST", path: "/staff/deactivate", act: .editStaff, body: "{}"),
        Route(method: "POST", path: "/staff/activate", act: .editStaff, body: "{}"),
        Route(method: "POST", path: "/customers", act: .editFeeds, body: "[]"),
        Route(method: "POST", path: "/rules/brands", act: .editRules, body: "[]"),
        Route(method: "POST", path: "/policy", act: .editPolicy, body: "{}"),
        Route(method: "POST", path: "/staff", act: .editStaff, body: "{}"),
        Route(method: "POST", path: "/staff/sign-in-links", act: .editStaff, body: "{}"),
        Route(method: "POST", path: "/tokens", act: .editTokens, body: "{}"),
        Route(method: "POST", path: "/mentions", act: .triage, body: "{}"),
        Route(method: "POST", path: "/mentions/1/dismiss", act: .triage, body: "{}"),
        Route(method: "POST", path: "/mentions/1/restore", act: .triage),
        Route(method: "POST", path: "/mentions/1/keep", act: .triage),
        Route(method: "POST", path: "/mentions/1/confirm-link", act: .triage),
        Route(method: "POST", path: "/mentions/1/reject-link", act: .triage),
        Route(
            method: "POST",
            path: "/mentions/1/judgement",
            act: .correctJudgements,
            body: #"{"label":"positive"}"#
        ),
        Route(method: "POST", path: "/mentions/1/judgement/undo", act: .correctJudgements),
        Route(
            method: "POST",
            path: "/corrections/preview",
            act: .correctJudgements,
            body: #"{"mention":"1","label":"positive"}"#
        ),
        Route(
            method: "POST",
            path: "/corrections",
            act: .editRules,
            body: #"{"mention":"1","label":"positive","words":[{"term":"sick","value":2}]}"#
        ),
        Route(method: "GET", path: "/corrections", act: .readMentions),
        Route(method: "DELETE", path: "/corrections?term=x&language=en", act: .editRules),
        Route(method: "POST", path: "/cases/1/assign", act: .assign, body: "{}"),
        Route(method: "POST", path: "/cases/1/claim", act: .claim),
        Route(
            method: "POST",
            path: "/cases/1/notes",
            act: .note,
            body: #"{"text":"x"}"#
        ),
        Route(
            method: "POST",
            path: "/cases/1/responses",
            act: .sendPrivate,
            body: #"{"body":"x","visibility":"private","channel":"phone","outcome":"resolved"}"#
        ),
        Route(method: "POST", path: "/cases/1/resolve", act: .claim, body: #"{"reason":"x"}"#),
    ]

    @Test(arguments: routes)
    func `a route answers the roles that may, refuses the others and asks strangers to sign in`(
        route: Route
    ) async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.hear(Remark())
        let version = try #require(
            try await fixture.api("GET", "/cases/1").object()["version"] as? Int
        )
        let stranger = try await fixture.api(route.method, route.path, route.body, as: nil)
        #expect(stranger.status == 401)
        #expect(stranger.problem == "sign-in-needed")
        #expect(stranger["WWW-Authenticate"] == "Bearer")
        // Those who may do it come last, for what they do changes the case.
        for role in Role.allCases where !Permission.isAllowed(route.act, for: role) {
            let answer = try await fixture.api(
                route.method,
                route.path,
                route.body,
                as: role,
                version: version
            )
            #expect(answer.status == 403, "\(role)")
            #expect(answer.problem == "not-allowed", "\(role)")
        }
        for role in Role.allCases where Permission.isAllowed(route.act, for: role) {
            let answer = try await fixture.api(
                route.method,
                route.path,
                route.body,
                as: role,
                version: version
            )
            #expect(![401, 403, 500].contains(answer.status), "\(role): \(answer.text)")
        }
    }

    @Test func `every route of the API is in the table above`() throws {
        let sources = try ConsoleFixture.sources(in: "Sources/WebConsole/API")
        let found = sources.matches(of: /api\.(get|post|put|patch|delete)\("([^"]+)"/).map {
            match in
            "\(match.output.1.uppercased()) /\(match.output.2)"
        }
        let told = Self.routes.map { route in
            let path = route.path.split(separator: "?").first.map(String.init) ?? route.path
            return "\(route.method) \(path)".replacing("cases/1", with: "cases/:case")
                .replacing("mentions/1", with: "mentions/:id")
                .replacing("runs/1", with: "runs/:run")
                .replacing("customers/C1", with: "customers/:reference")
        }
        #expect(found.count > 20)
        #expect(Set(found) == Set(told))
    }

    @Test func `a token of somebody who left is refused`() async throws {
        let fixture = try await ConsoleFixture()
        let secret = Secret()
        try await fixture.store.write(by: .local("test")) { tx in
            let gone = StaffMember(
                id: tx.newID(),
                name: "Gone",
                email: "gone@example.com",
                role: .lead,
                isActive: false
            )
            try tx.staff.add(gone)
            try tx.staff.addToken(secret.fingerprint, name: "old", for: gone.id)
        }
        let headers = [(name: "Authorization", value: "Bearer \(secret.text)")]
        #expect(await fixture.ask("GET", "/api/v1/queue", headers).status == 401)
    }

    @Test(arguments: ["", "Bearer", "Bearer x", "Basic bGVhZDpsZWFk", "Bearer \(Secret().text)"])
    func `a token that nobody holds opens nothing`(value: String) async throws {
        let fixture = try await ConsoleFixture()
        let answer = await fixture.ask("GET", "/api/v1/queue", [("Authorization", value)])
        #expect(answer.status == 401)
    }
}
