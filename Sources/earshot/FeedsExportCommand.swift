import ArgumentParser
import EarshotModel
import SettingsReading

/// Writes the feeds as OPML.
struct FeedsExportCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the feeds as OPML, which feed readers and \"feeds import\" take.",
        discussion: "earshot feeds export > feeds.opml"
    )

    @OptionGroup var options: GlobalOptions

    @Flag(
        name: .customLong("with-secrets"),
        help: "Also those with a secret in the address; for those who may edit feeds."
    )
    var withSecrets = false

    func perform(with api: APISession) async throws {
        let query = withSecrets ? [("secrets", "yes")] : []
        let rows = try await api.list(APICall(path: "/feeds", query: query))
        let kept = rows.filter { withSecrets || $0["is_secret"] != .bool(true) }
        Terminal.write(OPMLFile.text(of: kept.compactMap(ListedFeed.init), title: "Earshot"))
        guard kept.count < rows.count else { return }
        let left = rows.count - kept.count
        Terminal.message(
            "earshot: \(left) left out, with a secret in the address; --with-secrets takes them"
        )
    }
}

extension ListedFeed {
    /// The feed of an API document; `nil` when it is none.
    fileprivate init?(_ feed: JSONValue) {
        guard let kind = FeedKind(rawValue: feed["kind"].cell) else { return nil }
        func text(_ name: String) -> String? {
            let value = feed[name].cell
            return value.isEmpty ? nil : value
        }
        let address = feed["configured_address"].cell
        let title = text("title")
        self.init(
            address: address,
            kind: kind,
            title: title == Feed.placeholderTitle(of: address) ? nil : title,
            language: text("language"),
            about: text("about"),
            extent: text("extent").flatMap(EntryExtent.init)
        )
    }
}
