import ArgumentParser

/// Lists the early warnings.
struct AlertsCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "List early warnings: when negative mentions rose beyond the usual, and why.",
        discussion: """
            The last 24 hours are compared with up to 120 days before. The queue shows a warning for
            three days. Example:
              earshot alerts --json
            """
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: "The most lines.")
    var limit = 50

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be 1 or more") }
    }

    func perform(with api: APISession) async throws {
        let rows = try await api.list(APICall(path: "/alerts"), atMost: limit)
        let columns = [
            Column(heading: "AT", path: "at"), Column(heading: "BRAND", path: "brand"),
            Column(heading: "NEGATIVE", path: "observed", isNumber: true),
            Column(heading: "USUAL", path: "usual", isNumber: true, decimals: 1),
            Column(heading: "WHY", path: "text", width: 240),
        ]
        try api.show(rows, columns, whenEmpty: "No early warning in the last year.")
    }
}
