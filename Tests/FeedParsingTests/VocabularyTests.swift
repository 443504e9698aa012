import Testing

@testable import FeedParsing

@Suite struct VocabularyTests {
    @Test(arguments: FeedFormat.allCases.filter { $0 != .json })
    func `an entry is one wherever the format puts it`(format: FeedFormat) {
        let name = format == .atom ? "entry" : "item"
        let prefix = format == .atom ? "atom" : ""
        let meanings = format.vocabulary.meanings(of: element(prefix, name))
        for place in [Place.document, .feed, .elsewhere] {
            guard case .entry = meanings[place.rawValue] else {
                Issue.record("\(name) is no entry in \(place) of \(format)")
                continue
            }
        }
        for place in [Place.entry, .person, .source, .skipped] {
            if case .entry = meanings[place.rawValue] { Issue.record("an entry in \(place)") }
        }
    }

    @Test(arguments: FeedFormat.allCases)
    func `what nobody knows is skipped in an entry and searched outside`(format: FeedFormat) {
        let meanings = format.vocabulary.meanings(of: element("x", "unknown"))
        for place in Place.allCases {
            switch (place, meanings[place.rawValue]) {
            case (.document, .elsewhere), (.feed, .elsewhere), (.elsewhere, .elsewhere): break
            case (.entry, .skip), (.person, .skip), (.source, .skip), (.skipped, .skip): break
            default: Issue.record("\(place) of \(format)")
            }
        }
    }

    @Test func `the modules mean the same in every format`() {
        for format in [FeedFormat.rss, .rdf, .atom] {
            let meaning = format.vocabulary.meanings(of: element("dc", "creator"))[
                Place.entry.rawValue
            ]
            guard case .person(.author) = meaning else {
                Issue.record("dc:creator is no author in \(format)")
                continue
            }
        }
    }

    @Test func `JSON has no elements`() {
        #expect(FeedFormat.json.vocabulary.roots.isEmpty)
        #expect(FeedFormat(root: element("", "json")) == nil)
    }

    @Test func `only addresses have a base`() {
        let addresses: [ValueField] = [
            .link, .page, .originalLink, .originalEnclosure, .enclosure, .media, .personAddress,
            .identifier,
        ]
        let others: [ValueField] = [
            .permalink, .published, .updated, .language, .category, .keywords, .personName,
            .personMail,
            .minutesToLive, .hour, .day, .rating, .memberRating,
        ]
        #expect(addresses.allSatisfy { $0.isAddress })
        #expect(!others.contains { $0.isAddress })
    }

    private func element(_ prefix: String, _ local: String) -> ElementName {
        ElementName(local: local, prefix: prefix, namespace: nil)
    }
}
