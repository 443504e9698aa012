import ArgumentParser
import EarshotModel
import Foundation
import SettingsReading

/// Leads from an installed Earshot to the first mentions of one's own brand.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Set it up for your brand: answer some questions, see the first mentions.",
        discussion: """
            What is not given is asked where somebody can answer, and has a default otherwise; only
            the brand has none. A second run adds to what is there. Examples:
              earshot init
              earshot init --no-input --brand Lumenta --domain lumenta.example --lang sv --lang en
              earshot init --no-input --brand Lumenta --feed https://forum.example --no-suggested
            """
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: "A brand of yours; several are fine.")
    var brand: [String] = []

    @Option(help: "Another spelling of the first brand, or a handle; several are fine.")
    var spelling: [String] = []

    @Option(help: "A rival's brand, which never opens a case; several are fine.")
    var rival: [String] = []

    @Option(help: "Your company's name, as reports show it.")
    var company: String?

    @Option(help: "Your own host name, such as lumenta.example, which is searched for feeds.")
    var domain: String?

    @Option(
        name: .customLong("lang"),
        help: "A language to listen in, such as sv; several are fine."
    )
    var languages: [String] = []

    @Option(
        help: "A kind of place: blog, review, forum, news, social or own; all when missing.",
        transform: FeedKind.argument
    )
    var kind: [FeedKind] = []

    @Option(help: "When you answer, such as \"mon-fri 09:00-17:00\".")
    var hours: String?

    @Option(help: "Your time zone, such as Europe/Warsaw.")
    var zone: String?

    @Option(help: "Your e-mail address; you become the first member of staff.")
    var email: String?

    @Option(help: "A feed, page or site to listen to; several are fine.")
    var feed: [String] = []

    @Flag(inversion: .prefixedNo, help: "Add the feeds that recipes suggest for the brand.")
    var suggested = true

    func validate() throws {
        if let hours, OpeningHours(hours) == nil {
            throw ValidationError("\"\(hours)\" are no hours; write them as mon-fri 09:00-17:00")
        }
    }

    func run() async throws {
        do {
            let answers = try SetUpAnswers(asking: self)
            let session = try await APISession.open(options)
            let setUp = SetUp(answers, self, session)
            do {
                try await setUp.begin()
                await session.close()
            } catch {
                await session.close()
                throw error
            }
            let left = try await PollRound(options).run()
            if left > 0 {
                Terminal.message("\(left) feeds were not asked: their sites want to be left alone")
            }
            try await tell(answers)
        } catch {
            throw CommandFailure.exit(for: error)
        }
    }

    // MARK: -

    private func tell(_ answers: SetUpAnswers) async throws {
        let session = try await APISession.open(options)
        do {
            let link = try await SetUp(answers, self, session).signInLink()
            try await FirstMentions(session, options, by: answers.email).tell(signIn: link)
            await session.close()
        } catch {
            await session.close()
            throw error
        }
    }
}
