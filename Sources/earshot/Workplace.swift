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
    let settings: Settings
    let data: DataDirectory
    let tools: RuleTools
    let store: Store
    let metrics: MetricsRegistry
    let logger: Logger

    /// The clock of the process.
    static let clock: @Sendable () -> Instant = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Reads the settings, takes the store's lock, opens the store and prepares it.
    static func open(
        _ options: GlobalOptions,
        adjusting adjust: (inout Settings) -> Void = { _ in }
    )
        async throws -> Workplace
    {
        var settings = try Self.settings(options)
        adjust(&settings)
        let data = Self.dataDirectory(options)
        try data.make()
        let tools = try RuleTools(options)
        let store = try Store.open(try StoreOpening.address(settings, data), clock: clock)
        try await CompanySetup(store: store).prepare(
            policy: tools.rules.policy,
            shippedRules: tools.rules.fingerprint
        )
        return Workplace(
            options: options,
            settings: settings,
            data: data,
            tools: tools,
            store: store,
            metrics: MetricsRegistry(),
            logger: Logger(label: "earshot")
        )
    }

    /// The settings of the file that is named, else of the data directory's own, else the default.
    static func settings(_ options: GlobalOptions) throws -> Settings {
        if let config = options.config {
            return try SettingsFile.read(contentsOf: URL(fileURLWithPath: config))
        }
        let own = dataDirectory(options).folder.appendingPathComponent("earshot.yaml")
        guard FileManager.default.fileExists(atPath: own.path) else { return Settings() }
        return try SettingsFile.read(contentsOf: own)
    }

    /// Where the daemon's state is.
    static func dataDirectory(_ options: GlobalOptions) -> DataDirectory {
        DataDirectory(
            given: options.dataDirectory,
            environment: ProcessInfo.processInfo.environment,
            isRoot: geteuid() == 0
        )
    }

    /// The console over this store, reached by people at the address.
    func console(at address: String) throws -> Console {
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
                assets: tools.share.assets,
                feeds: feeds,
                customers: customers,
                metrics: metrics,
                publicAddress: settings.publicAddress ?? "http://\(address)",
                clock: Self.clock,
                logger: logger
            )
        )
    }

    /// What people do with the feeds.
    var feeds: FeedAdministration { FeedAdministration(store: store, sites: SiteNames()) }

    /// What people do with the customers.
    var customers: CustomerAdministration {
        CustomerAdministration(store: store, normaliser: IdentifierNormaliser())
    }

    /// The poller over a transfer loop.
    func poller(loop: CurlLoop, workers: WorkerThreads, progress: WorkProgress) throws -> Poller {
        let networks = try networks()
        let limits = TransferLimits(
            maximumBytes: settings.bodyLimit,
            timeout: settings.transferTimeout,
            connectTimeout: settings.connectTimeout
        )
        let contact = settings.contact.map { "; \($0)" } ?? ""
        let source = FeedSources(
            web: HTTPFeedSource(
                loop: loop,
                userAgent: "Earshot/\(Version.text) (feed reader\(contact))",
                limits: limits,
                addressGuard: networks.addressGuard
            ),
            files: FileFeedSource(
                folder: settings.feedsDirectory.map { URL(fileURLWithPath: $0) },
                sizeLimit: settings.bodyLimit
            )
        )
        let rules = RulesInForce(store: store, scorer: tools.scorer, linking: tools.rules.linking)
        return Poller(
            store: store,
            source: source,
            intake: EntryIntake(store: store, rules: rules),
            networks: networks,
            schedule: PollSchedule(
                minimum: settings.pollMinimum,
                usual: settings.pollUsual,
                maximum: settings.pollMaximum
            ),
            slots: settings.pollSlots,
            workers: workers,
            progress: progress,
            logger: logger
        )
    }

    private func networks() throws -> NetworkPolicy {
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
