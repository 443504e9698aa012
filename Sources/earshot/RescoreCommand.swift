import ArgumentParser
import EarshotModel
import SettingsReading
import TrendAnalysis

/// Judges stored mentions again by the rules as they are now.
struct RescoreCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "rescore",
        abstract: "Judge stored mentions again by the rules as they are now.",
        discussion: """
            With --dry-run nothing is written: every flip (a mention that gets another label or \
            nature) is told with the terms and rules that caused it, and then the effect on the \
            trends. What a person judged stays, and what has no text any more too.

            Example: earshot rescore --dry-run --since 30d
            """
    )

    @OptionGroup var options: GlobalOptions

    @Flag(name: .customLong("dry-run"), help: "Show what would change, and write nothing.")
    var isDryRun = false

    @Option(help: "Only this brand.")
    var brand: String?

    @Option(help: "Only what was published since: 30d, 12w, 6m, or a day such as 2026-03-01.")
    var since: String?

    @Option(help: "With --dry-run: how many flips are listed at most; all are counted.")
    var limit: Int?

    func validate() throws {
        guard isDryRun else {
            throw ValidationError("Only --dry-run is there so far.")
        }
        guard limit.map({ $0 >= 0 }) ?? true else {
            throw ValidationError("--limit must not be negative.")
        }
    }

    func perform(with api: APISession) async throws {
        var total = RescoreTotal()
        var (flips, left) = ([JSONValue](), limit ?? .max)
        var next: String?
        repeat {
            let page = try await api.send(APICall(path: "/rescore/preview", query: query(next)))
                .json
            if total.seen == 0 { warnOfOtherRules(than: page["rules"].cell) }
            total.add(page)
            let shown = page["data"].elements.prefix(left)
            left -= shown.count
            if options.csv { flips += shown } else { try show(Array(shown), with: api) }
            next = page["next"] == .null ? nil : page["next"].cell
        } while next != nil
        try tell(total, flips, with: api)
    }

    // MARK: -

    private func query(_ after: String?) -> [(String, String)] {
        [("brand", brand), ("since", since), ("after", after)]
            .compactMap { name, value in value.map { (name, $0) } }
    }

    /// Who changed words beside a running daemon must know that it has not read them.
    private func warnOfOtherRules(than fingerprint: String) {
        // Without rules that can be read here nobody can have changed them here.
        guard options.server == nil, let tools = try? RuleTools(options),
            tools.rules.fingerprint != fingerprint
        else { return }
        Terminal.message(
            "The daemon judges by the rule files as they were at its start; restart it first."
        )
    }

    private func show(_ flips: [JSONValue], with api: APISession) throws {
        guard !options.json else { return try api.show(flips, [], whenEmpty: "") }
        for flip in flips { Terminal.write(RescoreText.lines(of: flip)) }
    }

    private func tell(_ total: RescoreTotal, _ flips: [JSONValue], with api: APISession) throws {
        if options.csv { return try api.show(flips, RescoreText.columns, whenEmpty: "") }
        if options.json { return try api.tell(total.document) { $0.cell } }
        Terminal.message(total.sentence)
        if !total.effects.isEmpty { Terminal.write("\n" + total.table) }
        Terminal.message("Nothing was written.")
    }
}
