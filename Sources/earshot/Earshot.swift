import ArgumentParser

/// The one executable: the daemon, and the command line in front of it.
@main
struct Earshot: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "earshot",
        abstract: "Hears what the web says about your brands, and sees that it is answered.",
        discussion: """
            Examples:
              earshot demo                       try it with invented feeds, brands and customers
              earshot try URL --brand NAME       see what a feed would bring, and why
              earshot feed parse FILE            read a feed and print it as JSON Feed
              earshot sentiment explain "TEXT"   show how a sentence is judged
              earshot queue list                 see what waits for an answer
              earshot trends --by week           see how the mood changes
            """,
        version: "earshot \(Version.text)",
        subcommands: [
            ServeCommand.self, DemoCommand.self, InitCommand.self, CheckCommand.self,
            DoctorCommand.self, TryCommand.self, FeedCommand.self, FeedsCommand.self,
            PollCommand.self, DetectCommand.self,
            SentimentCommand.self, LexiconCommand.self, LinkCommand.self, RulesCommand.self,
            MentionsCommand.self, RescoreCommand.self,
            QueueCommand.self, CaseCommand.self, CustomersCommand.self, TrendsCommand.self,
            AlertsCommand.self,
            PolicyCommand.self, StaffCommand.self, TokenCommand.self, StoreCommand.self,
            AuditCommand.self, ManualCommand.self,
        ]
    )

    /// Runs the command that the arguments name, and ends with the status that says how it went.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            let status = exitCode(for: error)
            guard status == .validationFailure else { exit(withError: error) }
            // The library's own status for a wrong command line is 64 (EX_USAGE); ours is 2.
            let planned = PlannedCommand.sentence(for: Array(CommandLine.arguments.dropFirst()))
            Terminal.message(planned.map { "earshot: \($0)" } ?? fullMessage(for: error))
            exit(withError: ExitStatus.usage)
        }
    }
}
