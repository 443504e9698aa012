import ArgumentParser

/// Says whether a mention is by the customer who was suggested.
struct MentionsLinkCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Say whether a mention is by the customer who was suggested."
    )

    enum Verdict: EnumerableFlag {
        case confirm, reject

        static func help(for value: Verdict) -> ArgumentHelp? {
            value == .confirm ? "It is by this customer." : "It is by somebody else."
        }
    }

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The mention's id.")
    var id: String

    @Flag(help: "The verdict.")
    var verdict: Verdict

    func perform(with api: APISession) async throws {
        let path = "/mentions/\(APICall.segment(id))"
        let mention = try await api.send(APICall(path: path)).json
        let act = verdict == .confirm ? "confirm-link" : "reject-link"
        let reply = try await api.send(
            APICall(method: "POST", path: "\(path)/\(act)", version: mention.version)
        )
        try api.tell(reply) { _ in
            verdict == .confirm
                ? "Confirmed: the mention is by this customer."
                : "Noted: the mention is by somebody else."
        }
    }
}
