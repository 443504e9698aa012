import Administration
import ArgumentParser
import EarshotModel
import Foundation
import SettingsReading

/// Takes in the reviews of a file that a site exports.
struct MentionsImportCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in the reviews of an export: CSV, JSON or JSON Lines.",
        discussion: """
            earshot mentions import reviews.csv --map trustpilot --brand Brewbird --dry-run

            A map tells what the columns mean. The shipped ones are google-business, play-console, \
            app-store-connect, trustpilot and plain; your own is a file of the same form. \
            Importing a file again doubles nothing. Rows that cannot be used are told with their \
            lines; the exit status is then 3.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The file.")
    var file: String

    @Option(help: "The map of the columns: the name of a shipped one, or a file.")
    var map: String

    @Option(help: "The brand that every review is about, when the texts do not name it.")
    var brand: String?

    @Flag(name: .customLong("dry-run"), help: "Say what would be taken in, and write nothing.")
    var isTrial = false

    /// How many reviews go into one request.
    private static let batchSize = 100

    func perform(with api: APISession) async throws {
        let share = try RuleTools.share(options)
        let map = try ImportMap.find(map, in: share.imports)
        let reviews = try ReviewFile(contentsOf: URL(fileURLWithPath: file), through: map)
        var mistakes = reviews.mistakes
        var counts: [String: Int] = [:]
        for start in stride(from: 0, to: reviews.rows.count, by: Self.batchSize) {
            let rows = reviews.rows[start..<min(start + Self.batchSize, reviews.rows.count)]
            let reply = try await send(Array(rows), map, with: api)
            for text in reply["received"].elements {
                counts[text["standing"].cell, default: 0] += 1
            }
            mistakes += reply["refused"].elements.map { refusal in
                let index = (Int(refusal["index"].cell) ?? 0) + start
                let line = reviews.rows.indices.contains(index) ? reviews.rows[index].line : 0
                return "\(file):\(line): \(refusal["sentence"].cell)"
            }
        }
        for mistake in mistakes { Terminal.message("earshot: \(Terminal.escaped(mistake))") }
        try tell(counts, withoutText: reviews.withoutText, refused: mistakes.count, with: api)
        guard mistakes.isEmpty else { throw ExitStatus.partial }
    }

    private func send(_ rows: [ReviewFile.Row], _ map: ImportMap, with api: APISession)
        async throws -> JSONValue
    {
        let source: [String: String?] = ["name": map.name, "title": map.title, "site": map.site]
        var body: [String: JSONValue] = [
            "source": .object(source.compactMapValues { $0.map(JSONValue.text) }),
            "kind": .text(map.kind.rawValue),
            "entries": .list(rows.map { JSONValue(written: $0.entry) }),
        ]
        body["brand"] = brand.map(JSONValue.text)
        return try await api.send(
            APICall(
                method: "POST",
                path: "/mentions",
                query: isTrial ? [("dry_run", "yes")] : [],
                body: .object(body)
            )
        ).json
    }

    private func tell(
        _ counts: [String: Int],
        withoutText: Int,
        refused: Int,
        with api: APISession
    ) throws {
        let numbers = [
            "added": counts["added"] ?? 0, "changed": counts["changed"] ?? 0,
            "known": counts["known"] ?? 0, "without_text": withoutText, "refused": refused,
        ]
        let document = JSONValue.object(numbers.mapValues { .number(Double($0)) })
        try api.tell(document) { _ in
            let would = isTrial ? "would be " : ""
            var parts = ["\(numbers["added"] ?? 0) reviews \(would)taken in"]
            if let changed = counts["changed"] { parts.append("\(changed) brought up to date") }
            if let known = counts["known"] { parts.append("\(known) there already") }
            if withoutText > 0 { parts.append("\(withoutText) ratings without a word left out") }
            return parts.joined(separator: ", ") + "."
        }
    }
}
