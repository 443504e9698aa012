import EarshotModel
import TextAnalysis

/// Finds the keys that a mention shows of its author.
public struct IdentifierFinder: Sendable {
    let rules: LinkRules
    let normaliser = IdentifierNormaliser()

    /// Creates a finder.
    public init(rules: LinkRules) {
        self.rules = rules
    }

    /// Every key, the most trusted first; a key seen in several places counts where it is trusted
    /// most.
    ///
    /// Keys in words of somebody else ("as @jane wrote", a quoted line) are left out, and addresses
    /// of machines too.
    public func identifiers(in query: LinkQuery) -> [FoundIdentifier] {
        let all =
            linkIdentifiers(query.link) + authorIdentifiers(query.author)
            + textIdentifiers(query.title, field: .title)
            + textIdentifiers(query.text, field: .text)
        var best: [Identifier: FoundIdentifier] = [:]
        for found in all where !isMachine(found.identifier) {
            let found = isOffice(found.identifier) ? found.trusted(.office) : found
            guard let known = best[found.identifier], !isBetter(found, than: known) else {
                best[found.identifier] = found
                continue
            }
        }
        return Array(best.values.sorted { isBetter($0, than: $1) }.prefix(Self.mostIdentifiers))
    }

    /// Nobody shows more of oneself; a list of strangers would cost a look-up each.
    private static let mostIdentifiers = 50

    /// Heavier keys first; equal ones by their text, so that the order never changes.
    private func isBetter(_ left: FoundIdentifier, than right: FoundIdentifier) -> Bool {
        let (leftBits, rightBits) = (rules.weights.bits(of: left), rules.weights.bits(of: right))
        return leftBits == rightBits
            ? left.identifier.key < right.identifier.key : leftBits > rightBits
    }

    private func isMachine(_ identifier: Identifier) -> Bool {
        identifier.kind == .email && rules.impersonalNames.isMachine(email: identifier.key)
    }

    private func isOffice(_ identifier: Identifier) -> Bool {
        identifier.kind == .email && rules.impersonalNames.isOffice(email: identifier.key)
    }
}

extension IdentifierFinder {
    /// What the entry's own address says: who wrote it, or below whose page it lies.
    private func linkIdentifiers(_ link: String?) -> [FoundIdentifier] {
        guard let link, let address = PageAddress(link) else { return [] }
        guard let owner = normaliser.owner(of: address) else { return [] }
        if !owner.identifier.key.hasPrefix(Self.pagePrefix) {
            return [found(owner.identifier, link, owner.isProved ? .verified : .hosted, .entryLink)]
        }
        return pages(from: address).map { found($0, link, .hosted, .entryLink) }
    }

    /// What the feed says of the author.
    private func authorIdentifiers(_ author: EntryAuthor?) -> [FoundIdentifier] {
        guard let author else { return [] }
        var all: [FoundIdentifier] = []
        if let email = author.email, let key = normaliser.email(email) {
            all.append(found(key, email, .asserted, .authorEmail))
        }
        if let name = author.name, let key = normaliser.fediverse(name) ?? normaliser.reddit(name) {
            all.append(found(key, name, .asserted, .authorName))
        }
        guard let url = author.url else { return all }
        if let key = normaliser.email(url) {
            return all + [found(key, url, .asserted, .authorPage)]
        }
        guard let address = PageAddress(url), let owner = normaliser.owner(of: address) else {
            return all
        }
        all.append(found(owner.identifier, url, .asserted, .authorPage))
        if owner.identifier.key.hasPrefix(Self.pagePrefix) {
            all += pages(from: address).dropFirst().map { found($0, url, .hosted, .authorPage) }
        }
        return all
    }

    /// The keys of a page and of those above it.
    private func pages(from address: PageAddress) -> [Identifier] {
        address.withAncestors(atMost: Self.mostAncestors).map {
            Identifier(kind: .handle, key: Self.pagePrefix + $0.key)
        }
    }

    private func found(
        _ identifier: Identifier,
        _ raw: String,
        _ trust: IdentifierTrust,
        _ place: FoundIdentifier.Place
    ) -> FoundIdentifier {
        FoundIdentifier(identifier: identifier, raw: raw, trust: trust, place: place)
    }

    private static let pagePrefix = "url:"
    /// No person's page lies deeper than this.
    private static let mostAncestors = 8
}

extension FoundIdentifier {
    /// The same key, trusted otherwise.
    func trusted(_ trust: IdentifierTrust) -> FoundIdentifier {
        FoundIdentifier(identifier: identifier, raw: raw, trust: trust, place: place)
    }
}
