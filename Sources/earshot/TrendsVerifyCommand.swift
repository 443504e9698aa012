import ArgumentParser

/// Counts the mentions again.
struct TrendsVerifyCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Count all mentions again and compare with the counts that trends are read from.",
        discussion: "The status is 1 when a count is wrong."
    )

    @OptionGroup var options: GlobalOptions

    func perform(with api: APISession) async throws {
        let verdict = try await api.send(APICall(path: "/trends/verify")).json
        let agrees = verdict["agrees"] == .bool(true)
        if options.json {
            try api.tell(verdict) { $0.cell }
        } else if agrees, !options.csv {
            Terminal.writeLine("The counts agree with the mentions: \(verdict["mentions"].cell).")
        } else {
            try api.show(verdict["differences"].elements, Self.columns, whenEmpty: "")
        }
        guard !agrees else { return }
        Terminal.message("Wrong counts: \(verdict["wrong"].cell).")
        throw ExitStatus.failure
    }

    private static let columns = [
        Column(heading: "COUNT", path: "kind"), Column(heading: "AT", path: "at"),
        Column(heading: "BRAND", path: "brand"), Column(heading: "LABEL", path: "label"),
        Column(heading: "LANGUAGE", path: "language"), Column(heading: "NATURE", path: "nature"),
        Column(heading: "FEED", path: "feed"),
        Column(heading: "KEPT", path: "kept", isNumber: true),
        Column(heading: "COUNTED", path: "counted", isNumber: true),
    ]
}
