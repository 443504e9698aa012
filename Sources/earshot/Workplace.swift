import Administration
import CurlTransfer
import EarshotModel
import FeedFetching
import Foundation
import Logging
import MentionIntake
import Pipeline
import RecordLinkage
import RecordStorage
import SettingsReading
import WebConsole

/// The parts of a process that has the store: put together here and nowhere else.
struct Workplace {
    let options: GlobalOptions
    /// What a command changes in the settings, now and when they are read again.
    let adjust: @Sendable (inout Settings) -> Void
    let settings: Settings
    let data: DataDirectory
    let tools: RuleTools
    let store: Store
    let metrics: MetricsRegistry
    let logger: Logger
    /// One budget for all that is fetched, whatever settings come into force.
    let largeBodies = LargeBodies()

    /// The clock of the process.
    static let clock: @Sendable () -> Instant = {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    /// Reads the settings, takes the store's lock, opens the store and prepares it.
    ///
    /// An older store is backed up before its schema changes, unless `isBackedUp` is false. With
    /// `checksRules` a mistake in the rules of any language is thrown before anything is opened;
    /// without, it is thrown by whatever is to be judged by them.
    static func open(
        _ options: GlobalOptions,
        backingUp isBackedUp: Bool = true,
        checkingRules checksRules: Bool = false,
        adjusting adjust: @escaping @Sendable (inout Settings) -> Void = { _ in }
    ) async throws -> Workplace {
        var settings = try Self.settings(options)
        adjust(&settings)
        let data = Self.dataDirectory(options)
        let tools = try RuleTools(options)
        if checksRules { try tools.rules.check() }
        try data.make()
        let logger = Logger(label: "earshot")
        let store = try Store.open(
            try StoreOpening.address(settings, data),
            clock: clock,
            upgrade: StoreOpening.upgradePlan(options, data, backingUp: isBackedUp),
            erasures: StoreOpening.erasures(data),
            waiting: { holder in
                logger.notice(
                    "the store is being changed, and this one waits until that is done",
                    metadata: ["holder": "\(holder)"]
                )
            }
        )
        try await CompanySetup(store: store).prepare(
            policy: tools.rules.policy,
            shippedRules: tools.rules.fingerprint
        )
        return Workplace(
            options: options,
            adjust: adjust,
            settings: settings,
            data: data,
            tools: tools,
            store: store,
            metrics: MetricsRegistry(),
            logger: logger
        )
    }

    /// The settings of the file that counts; the defaults where there is none.
    static func settings(_ options: GlobalOptions) throws(SettingsError) -> Settings {
        guard let file = settingsFile(options) else { return Settings() }
        return try SettingsFile.read(contentsOf: URL(fileURLWithPath: file))
    }

    /// The settings file that is named, else the data directory's own, else the machine's where
    /// the data directory is the machine's; `nil` where there is none.
    static func settingsFile(_ options: GlobalOptions) -> String? {
        options.config
            ?? dataDirectory(options).settingsFiles.map(\.path)
            .first { FileManager.default.fileExists(atPath: $0) }
    }

    /// Where the daemon's state is.
    static func dataDirectory(_ options: GlobalOptions) -> DataDirectory {
        DataDirectory(
            given: options.dataDirectory,
            environment: ProcessInfo.processInfo.environment,
            isRoot: geteuid() == 0
        )
    }

    /// The console over this store; it asks for the address at which people reach it.
    func console(at address: @escaping @Sendable () -> String) throws -> Console {
        let pages = try PageRenderer(
            templates: tools.share.templates,
            phrases: Phrases(
                contentsOf: tools.share.phrases.appendingPathComponent("en.phrases")
            )
        )
        return Console(
            Console.Parts(
                store: store,
                pages: pages,
                styleSheet: try StyleSheet(in: tools.share.assets),
                feeds: feeds,
                customers: customers,
                mentions: MentionAdministration(
                    store: store,
                    sites: SiteNames(),
                    scorer: tools.scorer,
                    linking: tools.rules.linking,
                    noise: tools.rules.noise
                ),
                rescoring: rescoring,
                setUp: FirstSetUp(store: store, feeds: feeds) {
                    try RecipesFile(contentsOf: tools.share.recipes).recipes
                },
                metrics: metrics,
                publicAddress: address,
                clock: Self.clock,
                logger: logger
            )
        )
    }

    /// What people do with the feeds.
    var feeds: FeedAdministration {
        FeedAdministration(
            store: store,
            sites: SiteNames(),
            discovery: FeedDiscovery(
                source: SingleFetches(workplace: self),
                recipes: tools.share.recipes
            )
        )
    }

    /// What people do with the customers.
    var customers: CustomerAdministration {
        CustomerAdministration(store: store, normaliser: IdentifierNormaliser())
    }

    /// What judges stored mentions again.
    var rescoring: Rescoring {
        Rescoring(
            store: store,
            scorer: tools.scorer,
            linking: tools.rules.linking,
            noise: tools.rules.noise
        )
    }

    /// Reads the settings again, as `open` did.
    func readSettings() throws -> Settings {
        var settings = try Self.settings(options)
        adjust(&settings)
        return settings
    }

    /// What settings make of the parts of this process; mistakes in them are thrown.
    func snapshot(of settings: Settings, loop: CurlLoop) throws -> SettingsSnapshot {
        let networks = try Self.networks(of: settings)
        let served = try Self.listenAddresses(of: settings).first { !$0.isSocket }
        return SettingsSnapshot(
            settings: settings,
            plan: PollPlan(
                source: source(settings, networks, loop),
                networks: networks,
                schedule: PollSchedule(
                    minimum: settings.pollMinimum,
                    usual: settings.pollUsual,
                    maximum: settings.pollMaximum
                ),
                slots: settings.pollSlots,
                longestPoll: settings.transferTimeout
            ),
            publicAddress: settings.publicAddress
                ?? "http://\(served?.description ?? "localhost")"
        )
    }

    /// The poller; it asks for the plan at the start of each poll.
    func poller(
        workers: WorkerThreads,
        progress: WorkProgress,
        plan: @escaping @Sendable () -> PollPlan
    ) -> Poller {
        let rules = RulesInForce(
            store: store,
            scorer: tools.scorer,
            linking: tools.rules.linking,
            noise: tools.rules.noise
        )
        return Poller(
            store: store,
            intake: EntryIntake(store: store, rules: rules),
            plan: plan,
            workers: workers,
            progress: progress,
            logger: logger
        )
    }

    /// Where feeds come from by the settings.
    func source(_ settings: Settings, _ networks: NetworkPolicy, _ loop: CurlLoop)
        -> FeedSources
    {
        FeedSources(
            web: Self.webSource(settings, networks.addressGuard, loop, largeBodies),
            files: FileFeedSource(
                folder: settings.feedsDirectory.map { URL(fileURLWithPath: $0) },
                sizeLimit: settings.bodyLimit,
                largeBodies: largeBodies
            )
        )
    }
}

extension Workplace {
    /// The web by the settings, as far as the guard lets it through.
    static func webSource(
        _ settings: Settings,
        _ addressGuard: AddressGuard,
        _ loop: CurlLoop,
        _ largeBodies: LargeBodies = LargeBodies()
    ) -> HTTPFeedSource {
        HTTPFeedSource(
            loop: loop,
            userAgent: userAgent(settings),
            limits: TransferLimits(
                maximumBytes: settings.bodyLimit,
                timeout: settings.transferTimeout,
                connectTimeout: settings.connectTimeout
            ),
            addressGuard: addressGuard,
            largeBodies: largeBodies,
            authorities: settings.authorities,
            clock: clock
        )
    }

    /// How the settings treat networks that differ from the public internet.
    static func networks(of settings: Settings) throws -> NetworkPolicy {
        NetworkPolicy(
            rules: try settings.networks.map { rule in
                guard let network = Network(rule.network) else {
                    throw SettingProblem(
                        sentence: "networks: \"\(rule.network)\" is no network; write one as "
                            + "10.0.0.0/8"
                    )
                }
                return NetworkPolicy.Rule(
                    network: network,
                    isAllowed: rule.isAllowed,
                    pace: SitePace(parallel: rule.parallel, spacing: rule.spacing)
                )
            }
        )
    }

    /// What the sites of feeds are told of whoever asks.
    static func userAgent(_ settings: Settings) -> String {
        let contact = settings.contact.map { "; \($0)" } ?? ""
        return "Earshot/\(Version.text) (feed reader\(contact))"
    }

    /// The addresses that the settings want served.
    static func listenAddresses(of settings: Settings) throws -> [ListenAddress] {
        try settings.listen.map { text in
            guard let address = ListenAddress(text) else {
                throw SettingProblem(
                    sentence: "listen: \"\(text)\" is no address; write one as 127.0.0.1:8470"
                )
            }
            return address
        }
    }
}

/// Fetches now and then for people, each time on a loop of its own, by the settings as written now.
struct SingleFetches: FeedSource {
    let workplace: Workplace

    func fetch(_ request: FeedRequest) async -> FetchOutcome {
        let loop = CurlLoop(maximumInFlight: 1)
        defer { loop.shutDown() }
        do {
            let settings = try workplace.readSettings()
            let networks = try Workplace.networks(of: settings)
            return await workplace.source(settings, networks, loop).fetch(request)
        } catch {
            return .failed(FetchFailure(code: "settings", "\(error)"))
        }
    }
}

/// A setting that can be judged only where the parts are put together.
struct SettingProblem: Error, CustomStringConvertible {
    let sentence: String

    var description: String { sentence }
}

/// Which Earshot this is.
enum Version {
    static let text = "0.1.0"
}
