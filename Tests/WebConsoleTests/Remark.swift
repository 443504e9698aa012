import CaseHandling
import CaseRules
import EarshotModel
import RecordStorage

/// Something that somebody writes about a brand, as intake would hand it to the store.
struct Remark: Sendable {
    var author: String? = "Mira"
    var title = "Broken again"
    var text = "Brontavia is terrible."
    var brand = "Brontavia"
    var nature = Nature.complaint
    var label = SentimentLabel.negative
    var customer: String?
    var isHistory = false
    var noise: Noise?
    var link: String? = "https://forum.example/t/1"
    /// What is added to the word's own worth.
    var change = EvidenceChange(rule: "exclamation", span: nil, points: -300)

    /// Stores it, and lets the desk receive it.
    func store(as number: Int, in tx: WriteTransaction) throws -> Mention.ID {
        guard let rules = try tx.rulesets.effective(),
            let brand = rules.ruleset.brands.first(where: { $0.name == brand }),
            let feed = try tx.feeds.all().first?.feed
        else { throw FixtureError(what: "there is no brand \(brand)") }
        let writer = try author.map { name in
            try tx.authors.author(key: "name:\(name)", from: EntryAuthor(name: name)).id
        }
        let known = try customer.flatMap { try tx.customers.customer(reference: $0) }
        let stored = storedEntry(number, writer, tx)
        try tx.entries.add([stored], to: feed.id)
        try tx.entries.index(stored.id, words: searchWords)
        let id: Mention.ID = tx.newID()
        try tx.mentions.add(
            NewMention(
                id: id,
                mention: Mention(brand: brand.id, spans: spans(of: brand), reason: "named"),
                entry: stored.id,
                revision: stored.revision,
                feed: feed.id,
                feedKind: feed.kind,
                author: writer,
                judgement: judgement,
                ruleset: rules.id,
                engineVersion: "test",
                link: customerLink(known),
                publishedAt: tx.now,
                isHistory: isHistory,
                noise: noise
            )
        )
        _ = try ResponseDesk.receive(
            ReceivedMention(
                id: id,
                facts: MentionFacts(
                    isOwnBrand: brand.isOwn,
                    nature: nature,
                    label: label,
                    feedKind: feed.kind,
                    isHistory: isHistory,
                    isNoise: noise != nil
                ),
                party: known.map { .customer($0.id) } ?? writer.map(Party.author),
                publishedAt: tx.now
            ),
            under: try ResponseDesk.rules(in: tx),
            in: tx
        )
        return id
    }

    /// The words of texts as plain as those of these tests, as the full text has them.
    private var searchWords: String {
        (title + " " + text).lowercased().split { !$0.isLetter }.joined(separator: " ")
    }

    private func storedEntry(_ number: Int, _ writer: Author.ID?, _ tx: WriteTransaction)
        -> StoredEntry
    {
        StoredEntry(
            id: tx.newID(),
            revision: tx.newID(),
            revisionNumber: 1,
            entry: Entry(
                identity: "guid:\(number)",
                link: link,
                title: title,
                text: text,
                authors: author.map { [EntryAuthor(name: $0)] } ?? []
            ),
            contentHash: "h",
            author: writer,
            keepsText: true
        )
    }

    private func spans(of brand: Brand) -> [TextSpan] {
        text.hasPrefix(brand.name)
            ? [TextSpan(field: .text, start: 0, end: brand.name.utf8.count)] : []
    }

    /// "terrible", where the text ends in it, turned by nothing and weighed once more.
    private var judgement: Judgement {
        let end = text.utf8.count - 1
        let parts =
            text.hasSuffix("terrible.")
            ? [
                EvidencePart(
                    span: TextSpan(field: .text, start: end - 8, end: end),
                    term: "terrible",
                    base: -3000,
                    changes: [change]
                )
            ] : []
        return Judgement(
            label: label,
            score: parts.isEmpty ? 0 : -512,
            evidence: Evidence(parts: parts),
            nature: nature,
            natureReason: "negative_label",
            language: "en",
            isLanguageAssumed: false
        )
    }

    private func customerLink(_ customer: Customer?) -> CustomerLink {
        guard let customer else { return .nobody }
        return CustomerLink(
            customer: customer.id,
            probability: 0.998,
            decision: .linked,
            why: [
                LinkFactor(
                    factor: "email.asserted",
                    mention: customer.name,
                    customer: customer.name,
                    bits: 9
                )
            ]
        )
    }
}
