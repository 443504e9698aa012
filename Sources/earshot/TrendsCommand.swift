import ArgumentParser
import TrendAnalysis

/// How the mood changes.
struct TrendsCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "trends",
        abstract: "See how the mood changes.",
        discussion: """
            Net sentiment is (positive - negative) / (positive + negative + neutral + mixed), shown
            from ten judged mentions on.
            """,
        subcommands: [TrendsVerifyCommand.self]
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: "Only this brand.")
    var brand: String?

    @Option(name: .customLong("by"), help: "hour, day, week or month.")
    var step = "day"

    @Option(help: "From when: 30d, 12w, 6m, or a day such as 2026-03-01.")
    var since: String?

    @Option(help: "The zone as Europe/Warsaw; the company's own when missing.")
    var zone: String?

    func perform(with api: APISession) async throws {
        let query = [("brand", brand), ("by", step), ("since", since), ("zone", zone)]
            .compactMap { name, value in value.map { (name, $0) } }
        let reply = try await api.send(APICall(path: "/trends", query: query))
        let rows = reply.json["data"].elements
        let isEmpty = reply.json["total.total"].cell == "0"
        if isEmpty { Terminal.message("There are no mentions in this period.") }
        if options.json { return try api.tell(reply) { $0.cell } }
        guard options.csv || !isEmpty else { return }
        try api.show(rows, Self.columns, whenEmpty: "There are no mentions in this period.")
        guard !options.csv else { return }
        Terminal.write(summary(of: reply.json, rows))
        try showFormer(reply.json["former"], beside: reply.json["zone"].cell, with: api)
    }

    /// The same in the zone of before, while days are counted anew after the zone changed.
    private func showFormer(_ former: JSONValue, beside zone: String, with api: APISession) throws {
        guard former["zone"] != .null else { return }
        Terminal.message(
            "The company's zone is \(Terminal.escaped(zone)) now, and days are being counted anew."
                + " As they were in \(Terminal.escaped(former["zone"].cell)):"
        )
        try api.show(former["data"].elements, Self.columns, whenEmpty: "")
    }

    private static let columns = [
        Column(heading: "FROM", path: "name"),
        Column(heading: "POSITIVE", path: "positive", isNumber: true),
        Column(heading: "NEGATIVE", path: "negative", isNumber: true),
        Column(heading: "NEUTRAL", path: "neutral", isNumber: true),
        Column(heading: "MIXED", path: "mixed", isNumber: true),
        Column(heading: "UNDECIDED", path: "abstain", isNumber: true),
        Column(heading: "TOTAL", path: "total", isNumber: true),
        Column(heading: "NET", path: "net.value", isNumber: true, decimals: 2),
    ]

    private func summary(of answer: JSONValue, _ rows: [JSONValue]) -> String {
        let values = rows.map { Double($0["total"].cell) ?? 0 }
        let line =
            Terminal.isInteractive && !options.plain
            ? "\(Sparkline(values, alphabet: Terminal.showsSymbols ? .blocks : .ascii))  " : ""
        let net = Column(heading: "", path: "total.net.value", decimals: 2).text(answer)
        let sentence = net.isEmpty ? "too few for a net sentiment" : "net sentiment \(net)"
        return "\nMentions: \(line)\(answer["total.total"].cell) in all, \(sentence)\n"
    }
}
