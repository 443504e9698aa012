import Administration
import ArgumentParser
import EarshotModel
import FeedParsing
import Foundation
import MentionIntake
import SentimentScoring
import SettingsReading

/// Shows what Earshot would make of one feed, without any set-up.
struct TryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "Show what would be found in a feed, how it is judged, and why.",
        discussion: """
            Reads a feed from a file, or from an address as "earshot feeds add" finds it: a page is
            left for the feed that it names, or for the usual places of its site. Nothing is stored.

            Examples:
              earshot try https://blog.example.com/feed.xml --brand Lumenta
              earshot try reviews.xml --brand Lumenta --about --customers customers.csv
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The address of a feed, a page or a site, or a file.")
    var feed: String

    @Option(help: "A name to listen for; may be given several times.")
    var brand: [String]

    @Flag(help: "Every entry is about the first brand, whether it names it or not.")
    var about = false

    @Option(
        help: "The kind of place: blog, review, forum, news, social or own.",
        transform: FeedKind.argument
    )
    var kind: FeedKind = .blog

    @Option(help: "The language of entries that name none, such as sv or ta.")
    var language: String?

    @Option(help: "A customer file (CSV), to see whom mentions would be linked to.")
    var customers: String?

    @Option(help: "How many mentions to show, in the feed's order.")
    var limit = 10

    func validate() throws {
        guard !brand.isEmpty else { throw ValidationError("name a brand: --brand NAME") }
        guard limit > 0 else { throw ValidationError("--limit must be at least 1") }
    }

    func run() async throws {
        do {
            try show(await FeedOpening(options).open(feed))
        } catch {
            throw CommandFailure.exit(for: error)
        }
    }

    // MARK: -

    private func show(_ feed: ParsedFeed) throws {
        let tools = try RuleTools(options)
        let scorer = tools.scorer
        let findings = try trial(tools, scorer)
            .findings(in: feed.entries, of: traits(of: feed))
        for finding in findings { try scorer.requireRules(for: finding.judgement) }
        guard !options.json else {
            var writer = JSONLineWriter()
            for finding in findings { try writer.write(FindingDocument(finding)) }
            return writer.flush()
        }
        let report = FindingReport(feed, findings, brands: brand, limit: limit)
        Terminal.write(report.lines(width: Terminal.width).map { $0 + "\n" }.joined())
    }

    private func trial(_ tools: RuleTools, _ scorer: SentimentScorer) throws -> EntryTrial {
        EntryTrial(
            brands: zip(1..., brand).map { number, name in
                Brand(id: Brand.ID(rawValue: number), name: name)
            },
            scorer: scorer,
            linking: tools.rules.linking,
            customers: try customers.map {
                try CustomerFile(contentsOf: URL(fileURLWithPath: $0)).customers
            } ?? []
        )
    }

    private func traits(of feed: ParsedFeed) -> FeedTraits {
        FeedTraits(
            kind: kind,
            language: language ?? feed.language,
            about: about ? Brand.ID(rawValue: 1) : nil
        )
    }
}

extension FeedKind {
    /// The kind that a word of the command line names.
    static func argument(_ word: String) throws -> FeedKind {
        guard let kind = FeedKind(rawValue: word) else {
            let words = allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\"\(word)\" is none of \(words)")
        }
        return kind
    }
}
