import Administration
import EarshotModel
import RecordStorage

/// The first mentions as the set-up page shows them.
struct SetUpFindings {
    /// So many samples that are not ours make a feed doubtful.
    private static let doubtful = 2
    /// So many samples may be decided one after another, as new ones take the place of old ones.
    private static let mostDecided = 10 * FirstFindings.most

    private let summary: FirstFindings.Summary
    private let right: Set<Mention.ID>
    private let shown: ShownValues
    private var words: Phrases { shown.words }

    init(_ summary: FirstFindings.Summary, right: String, shown: ShownValues) {
        self.summary = summary
        self.right = Self.ids(in: right)
        self.shown = shown
    }

    /// The ids of a list such as `12.34`; what is none is left out.
    static func ids(in text: String) -> Set<Mention.ID> {
        Set(text.split(separator: ".").prefix(Self.mostDecided).compactMap { Mention.ID($0) })
    }

    /// The page on which those samples are said to be right.
    static func address(right: Set<Mention.ID>) -> String {
        let list = right.sorted().map(\.description).joined(separator: ".")
        return "/set-up/found?now=yes" + (list.isEmpty ? "" : "&right=\(list)")
    }

    /// What was found, in a sentence.
    var sentence: String {
        guard summary.found > 0 else { return words("set_up_nothing_found") }
        let older = summary.found - summary.recent
        let recent = words.count("set_up_recent", summary.recent)
        return older > 0 ? recent + " " + words.count("set_up_older", older) : recent
    }

    /// The fields of the page.
    var fields: [String: Any] {
        let open = summary.samples.first { !isDecided($0) }?.id
        return [
            "has_samples": !summary.samples.isEmpty,
            "samples": summary.samples.map { sample($0, isNext: $0.id == open) },
            "right": right.sorted().map(\.description).joined(separator: "."),
            "is_done": open == nil && !summary.samples.isEmpty, "doubtful": doubtfulFeeds,
        ]
    }

    // MARK: -

    private func isNotOurs(_ file: MentionFile) -> Bool { file.dismissal == .notOurs }

    private func isDecided(_ file: MentionFile) -> Bool {
        isNotOurs(file) || right.contains(file.id)
    }

    private func sample(_ file: MentionFile, isNext: Bool) -> [String: Any] {
        let label = file.judgement.label
        var fields: [String: Any] = [
            "id": "\(file.id)", "brand": file.brandName, "label": words("label_\(label.rawValue)"),
            "label_kind": label.rawValue, "label_sign": shown.sign(of: label),
            "excerpt": file.excerpt, "feed": file.feedTitle,
            "feed_kind": words("feed_kind_\(file.feedKind.rawValue)"),
            "published": shown.moment(file.publishedAt),
            "published_iso": file.publishedAt.rfc3339, "is_next": isNext,
            "is_open": !isDecided(file), "is_not_ours": isNotOurs(file),
            "is_right": !isNotOurs(file) && right.contains(file.id),
        ]
        fields["title"] = file.title.isEmpty ? nil : file.title
        if let link = SafeLink(file.link) {
            fields["link"] = link.address
            fields["link_host"] = link.host
        }
        return fields
    }

    /// The feeds whose samples were not ours, and none of them right.
    private var doubtfulFeeds: [[String: Any]] {
        let feeds = Dictionary(grouping: summary.samples.filter(isDecided), by: \.feed)
        return feeds.values.filter { files in
            files.count >= Self.doubtful && files.allSatisfy(isNotOurs)
        }.sorted { $0[0].feedTitle < $1[0].feedTitle }.map { files in
            ["feed_id": "\(files[0].feed)", "feed_title": files[0].feedTitle]
        }
    }
}
