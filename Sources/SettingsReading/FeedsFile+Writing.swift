import EarshotModel

extension FeedsFile {
    /// A list of feeds as the YAML that `read` takes.
    public static func text(of feeds: [ListedFeed]) -> String {
        feeds.reduce(into: "feeds:\n") { text, feed in
            text += "  - address: \(YAMLScalar.quoted(feed.address))\n"
            text += "    kind: \(feed.kind.rawValue)\n"
            for (key, value) in [
                ("title", feed.title), ("language", feed.language), ("about", feed.about),
            ] {
                guard let value else { continue }
                text += "    \(key): \(YAMLScalar.quoted(value))\n"
            }
            if let extent = feed.extent { text += "    extent: \(extent.rawValue)\n" }
            if feed.weight > 0 { text += "    weight: \(feed.weight)\n" }
        }
    }
}
