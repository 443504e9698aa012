import ArgumentParser
import EarshotModel
import Foundation
import SettingsReading

/// Adds the feeds of a file.
struct FeedsImportCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Add the feeds of a file: OPML, YAML, or an address a line.",
        discussion: """
            Of OPML every line that can be used is taken, and the others are told with their \
            lines; the exit status is then 3. A YAML file or a plain list is taken as a whole or \
            not at all.
            """
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The file.")
    var file: String

    @Flag(name: .customLong("dry-run"), help: "Say what would be added, and add nothing.")
    var isTrial = false

    /// How many feeds go into one request.
    private static let batchSize = 1_000

    func perform(with api: APISession) async throws {
        let list = try FeedsFile.list(contentsOf: URL(fileURLWithPath: file))
        var mistakes = list.mistakes.map(\.description)
        var sum = Sum()
        for start in stride(from: 0, to: list.rows.count, by: Self.batchSize) {
            let batch = Array(list.rows[start..<min(start + Self.batchSize, list.rows.count)])
            mistakes += try await send(batch, of: list, adding: &sum, with: api)
        }
        for mistake in mistakes { Terminal.message("earshot: \(Terminal.escaped(mistake))") }
        try api.tell(sum.document(refused: mistakes.count)) { _ in sum.sentence(isTrial: isTrial) }
        guard mistakes.isEmpty else { throw ExitStatus.partial }
    }

    /// Adds some of the feeds; the lines that cannot be used.
    private func send(
        _ batch: [FeedList.Row],
        of list: FeedList,
        adding sum: inout Sum,
        with api: APISession
    ) async throws -> [String] {
        let isWhole = batch.allSatisfy { $0.line == nil }
        var query = isWhole ? [] : [("each", "yes")]
        if isTrial { query.append(("dry_run", "yes")) }
        let reply = try await api.send(
            APICall(
                method: "POST",
                path: "/feeds",
                query: query,
                body: .list(batch.map { JSONValue(listed: $0.feed) })
            )
        ).json
        let refused = reply["refused"].elements
        let added = Int(reply["added"].cell) ?? 0
        sum.added += added
        sum.known += batch.count - added - refused.count
        return refused.map { refusal in
            let line = Int(refusal["index"].cell).flatMap { index in
                batch.indices.contains(index) ? batch[index].line : nil
            }
            return "\(file)\(line.map { ":\($0)" } ?? ""): \(refusal["sentence"].cell)"
        }
    }

    /// What came of all feeds.
    private struct Sum {
        var added = 0
        var known = 0

        func document(refused: Int) -> JSONValue {
            .object([
                "added": .number(Double(added)), "known": .number(Double(known)),
                "refused": .number(Double(refused)),
            ])
        }

        func sentence(isTrial: Bool) -> String {
            let known = known == 0 ? "" : " \(known) were there already."
            return (isTrial ? "\(added) feeds would be added." : "\(added) feeds added.") + known
        }
    }
}

extension JSONValue {
    fileprivate init(listed feed: ListedFeed) {
        self = .object([
            "address": .text(feed.address), "kind": .text(feed.kind.rawValue),
            "title": feed.title.map(JSONValue.text) ?? .null,
            "language": feed.language.map(JSONValue.text) ?? .null,
            "about": feed.about.map(JSONValue.text) ?? .null,
            "weight": .number(Double(feed.weight)),
            "extent": feed.extent.map { .text($0.rawValue) } ?? .null,
        ])
    }
}
