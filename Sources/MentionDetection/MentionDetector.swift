public import EarshotModel

/// Finds which brands an entry mentions, by their names and aliases.
///
/// Names match whatever the case and, in Latin, Greek and Cyrillic, whatever the accents; spaces in
/// a name match any run of white space, and names match at word boundaries only. All names of all
/// brands are looked for in one pass, linear in the text.
public struct MentionDetector: Sendable {
    /// The brands in ascending order of their ids.
    private let brands: [Brand]
    private let finder: NameFinder
    /// The brands that bear each name, and the name as it was written for each of them.
    private let bearers: [[Bearer]]
    /// How many folded bytes each name has.
    private let lengths: [Int]

    /// A brand that bears a name.
    private struct Bearer {
        let brand: Int
        let spelling: String
    }

    /// Prepares for brands; empty names are ignored, and brands of one id are one brand.
    public init(brands: [Brand]) {
        self.brands = brands.sorted { $0.id < $1.id }
        var indices: [FoldedName: Int] = [:]
        var names: [FoldedName] = []
        var bearers: [[Bearer]] = []
        var first = 0
        for (index, brand) in self.brands.enumerated() {
            if self.brands[first].id != brand.id { first = index }
            for spelling in [brand.name] + brand.aliases {
                guard let name = FoldedName(spelling) else { continue }
                let number = indices[name] ?? names.count
                if number == names.count {
                    indices[name] = number
                    names.append(name)
                    bearers.append([])
                }
                if !bearers[number].contains(where: { $0.brand == first }) {
                    bearers[number].append(Bearer(brand: first, spelling: spelling))
                }
            }
        }
        self.bearers = bearers
        lengths = names.map(\.bytes.count)
        finder = NameFinder(names: names)
    }

    /// The mentions in an entry of a feed that may be about a brand as a whole.
    public func mentions(in entry: Entry, of about: Brand.ID?) -> [Mention] {
        mentions(title: entry.title, text: entry.text, about: about)
    }

    /// The mentions in a title and a text, in ascending order of the brands' ids.
    ///
    /// Each brand has at most one mention, with all its spans: those in the title before those in
    /// the text, each in order. Where names of one brand overlap, the longest counts; names of two
    /// brands may overlap. The brand that the feed is about is always mentioned, without spans when
    /// it is not named.
    public func mentions(title: String, text: String, about: Brand.ID? = nil) -> [Mention] {
        let inTitle = hits(in: title)
        let inText = hits(in: text)
        let named = Set(inTitle.keys).union(inText.keys)
        var mentions = named.map { brand in
            mention(of: brand, inTitle: inTitle[brand] ?? [], inText: inText[brand] ?? [])
        }
        if let about, !mentions.contains(where: { $0.brand == about }) {
            mentions.append(Mention(brand: about, spans: [], reason: reason(about: about)))
        }
        return mentions.sorted { $0.brand < $1.brand }
    }
}

// MARK: -

extension MentionDetector {
    /// The hits of each brand, by its index, without those that a longer one covers.
    private func hits(in text: String) -> [Int: [NameHit]] {
        var hits: [Int: [NameHit]] = [:]
        for occurrence in finder.occurrences(in: text.utf8.span) {
            for bearer in bearers[occurrence.name] {
                let hit = NameHit(
                    range: occurrence.range,
                    length: lengths[occurrence.name],
                    spelling: bearer.spelling
                )
                hits[bearer.brand, default: []].append(hit)
            }
        }
        return hits.mapValues(NameHit.longestFirst)
    }

    private func mention(of brand: Int, inTitle: [NameHit], inText: [NameHit]) -> Mention {
        var spellings: [String] = []
        for hit in inTitle + inText where !spellings.contains(hit.spelling) {
            spellings.append(hit.spelling)
        }
        let names = spellings.map { "\"\($0)\"" }.joined(separator: ", ")
        return Mention(
            brand: brands[brand].id,
            spans: inTitle.map { $0.span(in: .title) } + inText.map { $0.span(in: .text) },
            reason: "named \(names)"
        )
    }

    private func reason(about id: Brand.ID) -> String {
        let name = brands.first { $0.id == id }?.name
        return "feed is about \(name ?? "brand \(id)")"
    }
}
