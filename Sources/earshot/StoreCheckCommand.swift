import ArgumentParser
import RecordStorage

/// Looks whether the store is whole.
struct StoreCheckCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check that the store is whole, also while the daemon runs."
    )

    @OptionGroup var options: GlobalOptions

    func perform() throws {
        let findings = try StoreCheck(of: try StoreOpening.address(options)).run()
        if options.json {
            var writer = JSONLineWriter()
            for finding in findings {
                let problem = finding.problem.map(JSONValue.text) ?? .null
                try writer.write(
                    JSONValue.object(["subject": .text(finding.subject), "problem": problem])
                )
            }
            writer.flush()
        } else {
            let rows = findings.map { finding in
                [finding.subject, Terminal.escaped(finding.problem ?? "right")]
            }
            Terminal.write(TextTable(headings: ["CHECKED", "FOUND"], rows: rows).text)
        }
        guard findings.allSatisfy({ $0.problem == nil }) else { throw ExitStatus.failure }
    }
}
