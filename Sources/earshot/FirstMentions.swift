import EarshotModel
import Foundation

/// What the first poll found: a number, and ten samples to say "right" or "not us" to.
struct FirstMentions {
    private let api: APISession
    private let options: GlobalOptions
    /// Who says "not us": the desk's acts name a member of staff.
    private let member: String?

    init(_ api: APISession, _ options: GlobalOptions, by member: String?) {
        self.api = api
        self.options = options
        self.member = options.actingAs ?? member
    }

    /// Tells what was found and what to do next.
    func tell(signIn link: String?) async throws {
        let summary = try await api.send(APICall(path: "/set-up/found")).json
        if options.json {
            var facts = ["found": summary["found"], "recent": summary["recent"]]
            facts["sign_in_url"] = link.map(JSONValue.text)
            return try api.tell(.object(facts)) { $0.cell }
        }
        let (recent, all) = (summary["recent"].count ?? 0, summary["found"].count ?? 0)
        Terminal.writeLine(Self.sentence(recent: recent, all: all))
        try await show(summary["samples"].elements)
        if let link {
            Terminal.writeLine("Sign in once (for 30 minutes): \(Terminal.escaped(link))")
        }
        Terminal.writeLine("Next: earshot serve, where no daemon runs yet; earshot queue list")
    }

    // MARK: -

    private static func sentence(recent: Int, all: Int) -> String {
        guard all > 0 else {
            return "Nothing was found yet: the feeds name the brand nowhere now. They are polled "
                + "from now on; \"earshot feeds list\" shows how they do."
        }
        let older = all - recent
        return "Found \(recent) in the last 7 days"
            + (older > 0
                ? ", and \(older) older ones, kept as history: earshot mentions list --history"
                : ".")
    }

    private func show(_ rows: [JSONValue]) async throws {
        let asks = Terminal.canAsk && !options.noInput && member != nil
        for (number, row) in zip(1..., rows) {
            let title = row["title"].cell.isEmpty ? row["text"].cell : row["title"].cell
            let line = "\(number)  \(row["brand"].cell)  \(row["label"].words)  \(title)"
            Terminal.writeLine(Terminal.escaped(String(line.prefix(Terminal.width))))
            Terminal.writeLine("   " + Terminal.escaped(row["link"].cell))
            guard asks else { continue }
            let answer = Terminal.ask("   Right? Enter is yes, n is \"not us\", q ends: ")
            guard let answer, answer.lowercased() != "q" else { return }
            if answer.lowercased().hasPrefix("n") { try await putAside(row) }
        }
        if !asks, !rows.isEmpty {
            Terminal.writeLine("Not us? earshot mentions dismiss ID --reason not_ours")
        }
    }

    private func putAside(_ row: JSONValue) async throws {
        _ = try await api.client.send(
            APICall(
                method: "POST",
                path: "/mentions/\(APICall.segment(row["id"].cell))/dismiss",
                body: .object(["reason": .text("not_ours")]),
                version: row.version
            ),
            as: member
        )
    }
}
