public import Administration
import CaseHandling
public import EarshotModel
import HTTPTypes
import Hummingbird
import HummingbirdCore
public import Logging
public import RecordStorage

/// The pages and the API over one store.
public struct Console: Sendable {
    /// What the console needs.
    public struct Parts: Sendable {
        let store: Store
        let pages: PageRenderer
        let styleSheet: StyleSheet
        let feeds: FeedAdministration
        let customers: CustomerAdministration
        let mentions: MentionAdministration
        let rescoring: Rescoring
        let setUp: FirstSetUp
        let metrics: MetricsRegistry
        let publicAddress: @Sendable () -> String
        let clock: @Sendable () -> Instant
        let logger: Logger

        /// Gathers what the console needs; `publicAddress` is asked, for
        /// each request, where people reach it.
        public init(
            store: Store,
            pages: PageRenderer,
            styleSheet: StyleSheet,
            feeds: FeedAdministration,
            customers: CustomerAdministration,
            mentions: MentionAdministration,
            rescoring: Rescoring,
            setUp: FirstSetUp,
            metrics: MetricsRegistry,
            publicAddress: @escaping @Sendable () -> String,
            clock: @escaping @Sendable () -> Instant,
            logger: Logger
        ) {
            self.store = store
            self.pages = pages
            self.styleSheet = styleSheet
            self.feeds = feeds
            self.customers = customers
            self.mentions = mentions
            self.rescoring = rescoring
            self.setUp = setUp
            self.metrics = metrics
            self.publicAddress = publicAddress
            self.clock = clock
            self.logger = logger
        }

        /// Whether people reach the console over TLS.
        var isSecure: Bool { publicAddress().hasPrefix("https://") }

        var desk: ResponseDesk { ResponseDesk(store: store) }

        var corrections: Corrections { Corrections(rescoring) }

        /// What every page needs to know of the company.
        func frame() async throws -> PageFrame {
            try await store.read(in: .everything) { tx in
                PageFrame(
                    isDemo: try tx.policies.isDemo(),
                    zone: try tx.policies.effective()?.policy.zone
                )
            }
        }
    }

    private let parts: Parts
    private let responder: RouterResponder<ConsoleContext>

    /// Creates the console.
    public init(_ parts: Parts) {
        self.parts = parts
        let router = Router(context: ConsoleContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders { parts.isSecure })
        router.add(middleware: RequestCount(metrics: parts.metrics))
        // The outer one answers for whoever cannot be identified, the inner one knows the caller.
        router.add(middleware: ProblemAnswer(parts))
        router.add(middleware: Identification(store: parts.store) { parts.isSecure })
        router.add(middleware: ProblemAnswer(parts))
        router.add(middleware: OriginCheck { parts.publicAddress() })
        HealthRoutes(parts).add(to: router)
        SignInPage(parts).add(to: router)
        QueuePage(parts).add(to: router)
        MentionsPage(parts).add(to: router)
        CorrectionPage(parts).add(to: router)
        CorrectionsPage(parts).add(to: router)
        CasePage(parts).add(to: router)
        EnterMentionPage(parts).add(to: router)
        SetUpPage(parts).add(to: router)
        let api = router.group("api/v1")
        QueueRoutes(parts).add(to: api)
        CaseRoutes(parts).add(to: api)
        MentionRoutes(parts).add(to: api)
        CorrectionRoutes(parts).add(to: api)
        EnteredRoutes(parts).add(to: api)
        FeedRoutes(parts).add(to: api)
        SetUpRoutes(parts).add(to: api)
        CustomerRoutes(parts).add(to: api)
        StaffRoutes(parts).add(to: api)
        CompanyRoutes(parts).add(to: api)
        AlertRoutes(parts).add(to: api)
        RescoreRoutes(parts).add(to: api)
        RefusedMethods(of: router.routes).add(to: router)
        responder = router.buildResponder()
    }

    /// A new one-time link with which a member of staff signs in and chooses a password.
    public func makeSignInLink(for member: StaffMember.ID) async throws -> String {
        try await SignInLinks(parts).make(for: member, by: .engine("console"))
    }

    /// The answer to a request.
    func respond(to request: Request, from peer: Peer) async -> Response {
        var logger = parts.logger
        logger[metadataKey: "hb.request.id"] = .stringConvertible(RequestID())
        let context = ConsoleContext(source: ConsoleSource(peer: peer, logger: logger))
        do {
            return try await responder.respond(to: request, context: context)
        } catch {
            // Only what stands before the middlewares ends here.
            parts.logger.error("a request failed", metadata: ["error": "\(error)"])
            return Response(status: .internalServerError)
        }
    }
}
