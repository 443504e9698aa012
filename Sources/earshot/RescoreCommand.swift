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
            trends. Without, the judgements are changed batch by batch; a run that was stopped is \
            gone on with where it was, and --undo gives every mention its judgement of before.

            What a person judged stays, and what has no text any more too. Past mentions are no \
            work: nothing enters or leaves the queue, and no case or alert arises.

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

    @Option(help: ArgumentHelp("Give back the judgements before a run.", valueName: "run"))
    var undo: String?

    @Flag(help: "List the runs, the newest first.")
    var runs = false

    func validate() throws {
        guard [isDryRun, undo != nil, runs].count(where: { $0 }) <= 1 else {
            throw ValidationError("--dry-run, --undo and --runs exclude one another.")
        }
        guard limit == nil || isDryRun else {
            throw ValidationError("--limit goes with --dry-run.")
        }
        guard brand == nil && since == nil || undo == nil && !runs else {
            throw ValidationError("--brand and --since go with --dry-run or with a new run.")
        }
        guard limit.map({ $0 >= 0 }) ?? true else {
            throw ValidationError("--limit must not be negative.")
        }
    }

    func perform(with api: APISession) async throws {
        if isDryRun { return try await preview(with: api) }
        if runs { return try await list(with: api) }
        if let undo { return try await takeBack(undo, with: api) }
        try await apply(with: api)
    }

    /// Who changed words beside a running daemon must know that it has not read them.
    func warnOfOtherRules(than fingerprint: String) {
        // Without rules that can be read here nobody can have changed them here.
        guard options.server == nil, let tools = try? RuleTools(options),
            tools.rules.fingerprint != fingerprint
        else { return }
        Terminal.message(
            "The daemon judges by the rule files as they were at its start; restart it first."
        )
    }
}

// MARK: - The preview

extension RescoreCommand {
    private func preview(with api: APISession) async throws {
        var total = RescoreTotal()
        var (flips, left) = ([JSONValue](), limit ?? .max)
        var next: String?
        repeat {
            let page = try await api.send(APICall(path: "/rescore/preview", query: query(next)))
                .json
            if next == nil { warnOfOtherRules(than: page["rules"].cell) }
            total.add(page)
            let shown = page["data"].elements.prefix(left)
            left -= shown.count
            if options.csv { flips += shown } else { try show(Array(shown), with: api) }
            next = page["next"] == .null ? nil : page["next"].cell
        } while next != nil
        try tell(total, flips, with: api)
    }

    private func query(_ after: String?) -> [(String, String)] {
        [("brand", brand), ("since", since), ("after", after)]
            .compactMap { name, value in value.map { (name, $0) } }
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

// MARK: - Runs

extension RescoreCommand {
    /// Begins a run, or goes on with the one that was stopped, and brings it to its end.
    private func apply(with api: APISession) async throws {
        let fields = ["brand": brand, "since": since].compactMapValues { $0.map(JSONValue.text) }
        let run = try await api.send(.post("/rescore/runs", fields)).json
        warnOfOtherRules(than: run["rules"].cell)
        if run["seen"].cell != "0" {
            Terminal.message("Going on with run \(run["id"].cell), which was stopped.")
        }
        let done = try await api.finished(run)
        try api.tell(done) { run in
            let id = run["id"].cell
            guard run["state"] == .text("done") else {
                return "Run \(id) did not come to its end: it is \(run["state"].cell)."
            }
            return "\(run["seen"].cell) mentions judged again: \(run["changed"].cell) changed, "
                + "\(run["flipped"].cell) flips. To take it back: earshot rescore --undo \(id)"
        }
    }

    private func takeBack(_ id: String, with api: APISession) async throws {
        let path = "/rescore/runs/\(APICall.segment(id))/undo"
        let run = try await api.send(.post(path, [:])).json
        let done = try await api.finished(run)
        try api.tell(done) { run in
            "Run \(run["id"].cell) is taken back: \(run["restored"].cell) of "
                + "\(run["changed"].cell) mentions have their judgement of before."
        }
    }

    private func list(with api: APISession) async throws {
        let rows = try await api.list(APICall(path: "/rescore/runs"))
        try api.show(rows, Self.columns, whenEmpty: "Nothing was judged again so far.")
    }

    private static let columns = [
        Column(heading: "RUN", path: "id"), Column(heading: "STATE", path: "state"),
        Column(heading: "BEGAN", path: "started_at"), Column(heading: "BRAND", path: "brand"),
        Column(heading: "SINCE", path: "since"),
        Column(heading: "SEEN", path: "seen", isNumber: true),
        Column(heading: "CHANGED", path: "changed", isNumber: true),
        Column(heading: "FLIPS", path: "flipped", isNumber: true),
        Column(heading: "RESTORED", path: "restored", isNumber: true),
    ]
}

extension APISession {
    /// Goes on batch by batch until a run is at its end; each batch is kept, whenever it stops.
    func finished(_ run: JSONValue) async throws -> JSONValue {
        var run = run
        let path = "/rescore/runs/\(APICall.segment(run["id"].cell))/step"
        let state = run["state"]
        while ["running", "undoing"].contains(state.cell), run["state"] == state {
            run = try await send(.post(path, [:])).json
            if Terminal.showsProgress { Terminal.progress("\r\(run["seen"].cell) mentions") }
        }
        if Terminal.showsProgress { Terminal.progress("\r\u{1b}[K") }
        return run
    }
}
