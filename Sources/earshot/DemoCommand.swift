import Administration
import ArgumentParser
import EarshotModel
import Foundation
import SettingsReading
import WebConsole

/// Shows everything with invented feeds, brands and customers.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Try it with invented feeds, brands and customers.",
        discussion: """
            It keeps to a data directory of its own, var/demo, and enters none that holds anything.
            "earshot init" leaves it: it begins with your own brand, in your own data directory.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: "The address to serve.")
    var listen = "127.0.0.1:8470"

    /// The demo's one member of staff.
    static let memberEmail = "demo@earshot.example"

    func run() async throws {
        do {
            var options = options
            if options.dataDirectory == nil { options.dataDirectory = "var/demo" }
            let data = Workplace.dataDirectory(options)
            let feeds = data.folder.appendingPathComponent("feeds")
            let address = listen
            let threshold = LogSetup.start()
            let workplace = try await Workplace.open(options, checkingRules: true) { settings in
                settings.listen = [address]
                settings.feedsDirectory = feeds.path
                settings.pollMinimum = .minutes(1)
                settings.logLevel = .warning
            }
            threshold.set(workplace.settings.logLevel)
            let member = try await prepare(workplace, feeds: feeds)
            try await Daemon(workplace: workplace, threshold: threshold).run { address, console in
                await announce(address, console, member)
            }
        } catch {
            throw CommandFailure.exit(for: error)
        }
    }

    // MARK: -

    /// Fills an empty store with the samples; a second start goes on with what is there.
    private func prepare(_ workplace: Workplace, feeds: URL) async throws -> StaffMember.ID {
        let staff = StaffAdministration(store: workplace.store)
        if let known = try await staff.all().first(where: { $0.email == Self.memberEmail }) {
            return known.id
        }
        let samples = SampleFeeds(
            folder: workplace.tools.share.feeds.appendingPathComponent("samples")
        )
        try await CompanySetup(store: workplace.store).markAsDemo()
        _ = try samples.render(into: feeds, now: Workplace.clock())
        let actor = Actor.engine("demo")
        try await RulesAdministration(store: workplace.store).put(
            try BrandsFile.read(contentsOf: samples.brands),
            by: actor
        )
        _ = try await workplace.customers.importCustomers(
            try CustomerFile(contentsOf: samples.customers).customers,
            by: actor
        )
        try await workplace.feeds.add(
            try samples.feeds().map { feed in
                FeedAdministration.Wish(
                    address: feeds.appendingPathComponent(feed.address).absoluteString,
                    kind: feed.kind,
                    title: feed.title,
                    language: feed.language,
                    about: feed.about,
                    weight: feed.weight
                )
            },
            by: actor
        )
        return try await staff.add(
            name: "Robin Demo",
            email: Self.memberEmail,
            role: .lead,
            by: actor
        ).id
    }

    private func announce(_ address: String, _ console: Console, _ member: StaffMember.ID) async {
        do {
            let link = try await console.makeSignInLink(for: member)
            Terminal.writeLine("The queue:    http://\(address)/queue")
            Terminal.writeLine("Sign in once: \(link)")
            Terminal.writeLine("              (works once, for 30 minutes; Ctrl-C stops the demo)")
        } catch {
            Terminal.message("earshot: no sign-in link could be made: \(error)")
        }
    }
}
