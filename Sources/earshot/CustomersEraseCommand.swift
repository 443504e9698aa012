import ArgumentParser

/// Erases a customer.
struct CustomersEraseCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erase a customer and all that the person wrote, for good.",
        discussion: """
            The record goes, with the texts, names and addresses of the person's mentions and what
            your staff wrote in the person's cases. Counts and contacts stay as numbers. Neither a
            new import nor the feeds bring the person back. Nothing of this can be undone.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The customer's number in your own records.")
    var reference: String

    @Flag(name: [.long, .customShort("y")], help: "Do not ask.")
    var yes = false

    func perform(with api: APISession) async throws {
        try confirm()
        let path = "/customers/\(APICall.segment(reference))"
        let reply = try await api.send(APICall(method: "DELETE", path: path))
        try api.tell(reply) { found in
            "\(reference) is erased: \(found["mentions"].cell) mentions in "
                + "\(found["entries"].cell) entries, \(found["cases"].cell) cases."
        }
        if reply.json["is_wiped"] != .bool(true) {
            Terminal.message("Traces are left in the store's files; the daemon tries again hourly.")
        }
    }

    private func confirm() throws {
        guard !yes else { return }
        guard !options.noInput, Terminal.canAsk else {
            throw ValidationError("say --yes, or run this on a terminal to confirm it")
        }
        let answer = Terminal.ask("This cannot be undone. Type the reference to confirm: ")
        guard answer == reference else {
            Terminal.message("That is another reference; nothing was erased.")
            throw ExitStatus.failure
        }
    }
}
