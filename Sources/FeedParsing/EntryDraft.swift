import EarshotModel

/// What has been read of an entry so far.
struct EntryDraft {
    var title: TextConstruct?
    var fallbackTitle: TextConstruct?
    var content: TextConstruct?
    var summary: TextConstruct?
    /// A second text of the same kind, which other readers take for the content.
    var furtherSummary: TextConstruct?
    var fallbackSummary: TextConstruct?
    var guid: String?
    var isPermalink = true
    var hasPermalink = false
    var link: String?
    var fallbackLink: String?
    var externalLink: String?
    var originalLink: String?
    var originalEnclosure: String?
    var authors: [EntryAuthor] = []
    var fallbackAuthors: [EntryAuthor] = []
    var sourceAuthors: [EntryAuthor] = []
    var published: Instant?
    var updated: Instant?
    var fallbackDate: Instant?
    var language: String?
    var tags: [String] = []
    var attachments: [EntryAttachment] = []
    var rating: EntryRating?
    var outlet: EntryOutlet?

    /// Adds a category once.
    mutating func add(tag: String) {
        guard tags.count < Self.mostTags, !tags.contains(tag) else { return }
        tags.append(tag)
    }

    /// Adds a file once.
    mutating func add(_ attachment: EntryAttachment) {
        guard attachments.count < Self.mostAttachments,
            !attachments.contains(where: { $0.url == attachment.url })
        else { return }
        attachments.append(attachment)
    }

    /// Adds an author once.
    mutating func add(_ author: EntryAuthor, to list: WritableKeyPath<EntryDraft, [EntryAuthor]>) {
        guard !author.isEmpty, self[keyPath: list].count < Self.mostAuthors,
            !self[keyPath: list].contains(author)
        else { return }
        self[keyPath: list].append(author)
    }

    /// The entry, as yet without an identity and without what it inherits from the feed.
    func entry(keepsMarkup: Bool, site: String?) -> Entry {
        let main = content ?? furtherSummary ?? summary ?? fallbackSummary
        var entry = Entry(
            identity: "",
            guid: guid,
            link: entryLink,
            title: (title ?? fallbackTitle)?.title ?? "",
            text: main?.text ?? "",
            authors: entryAuthors,
            published: published ?? fallbackDate,
            updated: updated,
            language: language,
            tags: tags,
            attachments: entryAttachments
        )
        entry.externalLink = externalLink
        entry.outlet = outlet
        if originalLink != nil { entry.countingLink = link }
        entry.rating = rating ?? WrittenRating.rating(title: entry.title, text: entry.text)
        guard keepsMarkup else { return entry }
        entry.html = main?.html(site: site)
        if content != nil || furtherSummary != nil {
            let second = summary ?? fallbackSummary
            entry.summary = second.map { $0.html(site: site) ?? $0.text }
        }
        return entry
    }

    /// The publisher's own link, not the one that counts clicks; a guid that is an address serves
    /// too (RSS 2.0, `guid`).
    private var entryLink: String? {
        if let link = originalLink ?? link { return link }
        if hasPermalink, isPermalink, let guid, URIReference.hasCommonScheme(guid) { return guid }
        return fallbackLink ?? externalLink
    }

    /// The publisher's own file, not the address that counts downloads.
    private var entryAttachments: [EntryAttachment] {
        guard let originalEnclosure, let first = attachments.first else { return attachments }
        let own = EntryAttachment(
            url: originalEnclosure,
            mediaType: first.mediaType,
            size: first.size
        )
        return [own] + attachments.dropFirst()
    }

    /// Everyone who is named as an author, and the source's authors where nobody is; a name alone
    /// does not count beside the same name with an address.
    private var entryAuthors: [EntryAuthor] {
        guard !authors.isEmpty else {
            return fallbackAuthors.isEmpty ? sourceAuthors : fallbackAuthors
        }
        let names = Set(authors.compactMap { $0.name?.lowercased() })
        return authors
            + fallbackAuthors.filter { author in
                !names.contains(author.name?.lowercased() ?? "") && author.name != nil
            }
    }

    // Nobody reads more; the limits keep the searches above from costing quadratic time.
    private static let mostTags = 100
    private static let mostAttachments = 50
    private static let mostAuthors = 50
}
