import EarshotModel

/// Where each text and each value of a feed goes.
extension FeedReader {
    /// Keeps a text; the first one that is not blank wins.
    func keep(_ text: TextConstruct, as slot: TextSlot, in place: Place) {
        switch place {
        case .entry: keep(text, at: slot.inEntry)
        case .feed: keep(text, at: slot.inFeed)
        default: break
        }
    }

    private func keep(_ text: TextConstruct, at path: WritableKeyPath<EntryDraft, TextConstruct?>) {
        if entry[keyPath: path] == nil {
            entry[keyPath: path] = text
        } else if path == \.summary, entry.furtherSummary == nil {
            entry.furtherSummary = text
        }
    }

    private func keep(_ text: TextConstruct, at path: WritableKeyPath<FeedDraft, TextConstruct?>) {
        if feed[keyPath: path] == nil { feed[keyPath: path] = text }
    }

    /// Keeps a person.
    func add(_ author: EntryAuthor, as role: PersonRole, in place: Place) {
        switch (place, role) {
        case (.entry, .author): entry.add(author, to: \.authors)
        case (.entry, _): entry.add(author, to: \.fallbackAuthors)
        case (.source, _): entry.add(author, to: \.sourceAuthors)
        case (.feed, .author): feed.add(author, to: \.authors)
        case (.feed, .fallbackAuthor): feed.add(author, to: \.fallbackAuthors)
        case (.feed, .editor): feed.add(author, to: \.editors)
        default: break
        }
    }

    /// Keeps a value.
    func keep(_ value: CapturedValue, as field: ValueField, in place: Place) {
        switch place {
        case .entry: keepInEntry(value, as: field)
        case .feed: keepInFeed(value, as: field)
        case .person: keepInPerson(value, as: field)
        default: break
        }
    }

    // MARK: - Entries

    private func keepInEntry(_ value: CapturedValue, as field: ValueField) {
        switch field {
        case .link: keepLink(value)
        case .page: keepLink(value, replacing: true)
        case .permalink:
            if entry.guid == nil || !entry.hasPermalink { entry.guid = value.trimmed ?? entry.guid }
            entry.hasPermalink = true
            entry.isPermalink = value.attributes["ispermalink"]?.lowercased() != "false"
        case .identifier:
            entry.guid = entry.guid ?? (keepsMarkup ? value.identifier : value.trimmed)
        case .originalLink: entry.originalLink = value.address
        case .originalEnclosure: entry.originalEnclosure = value.address
        case .published: entry.published = value.date ?? entry.published
        case .updated: entry.updated = value.date ?? entry.updated
        case .fallbackDate: entry.fallbackDate = entry.fallbackDate ?? value.date
        case .language:
            entry.language = value.trimmed.flatMap(LanguageTag.normalised) ?? entry.language
        case .category: value.categories.forEach { entry.add(tag: $0) }
        case .keywords: value.keywords.forEach { entry.add(tag: $0) }
        case .enclosure, .media: value.attachment.map { entry.add($0) }
        case .rating: entry.rating = entry.rating ?? value.rating(from: 1)
        case .outlet: entry.outlet = entry.outlet ?? value.outlet
        case .memberRating: entry.rating = entry.rating ?? value.rating(from: 0.5)
        case .personName, .personAddress, .personMail, .minutesToLive, .hour, .day, .updatePeriod,
            .updateFrequency:
            break
        }
    }

    /// Keeps a link; of several in RSS, which allows one, the last counts as other readers have it.
    private func keepLink(_ value: CapturedValue, replacing: Bool = false) {
        guard let address = value.address else { return }
        let relation = value.attributes["rel"]?.lowercased() ?? "alternate"
        let type = value.attributes["type"]?.lowercased()
        switch relation {
        case "alternate", "http://www.iana.org/assignments/relation/alternate":
            if let type, !type.hasPrefix("text/html"), type != "application/xhtml+xml" {
                entry.fallbackLink = entry.fallbackLink ?? address
            } else {
                entry.link = replacing ? address : entry.link ?? address
            }
        case "enclosure": value.attachment.map { entry.add($0) }
        case "self", "edit", "replies", "license", "hub": break
        default: entry.fallbackLink = entry.fallbackLink ?? address
        }
    }

    // MARK: - Feed and person

    private func keepInFeed(_ value: CapturedValue, as field: ValueField) {
        switch field {
        case .link: keepFeedLink(value)
        case .page: keepFeedLink(value, replacing: true)
        case .language:
            feed.language = value.trimmed.flatMap(LanguageTag.normalised) ?? feed.language
        case .minutesToLive: feed.minutesToLive = value.number(in: 0...1_000_000)
        case .hour: value.number(in: 0...24).map { _ = feed.skipHours.insert($0 % 24) }
        case .day:
            let day = value.trimmed.flatMap { Weekday(rawValue: $0.lowercased()) }
            day.map { _ = feed.skipDays.insert($0) }
        case .updatePeriod: feed.updatePeriod = value.period
        case .updateFrequency: feed.updateFrequency = value.number(in: 1...100_000)
        default: break
        }
    }

    private func keepFeedLink(_ value: CapturedValue, replacing: Bool = false) {
        guard let address = value.address else { return }
        switch value.attributes["rel"]?.lowercased() ?? "alternate" {
        case "alternate": feed.homepage = replacing ? address : feed.homepage ?? address
        case "self": feed.address = feed.address ?? address
        case "hub": feed.add(hub: address)
        default: break
        }
    }

    private func keepInPerson(_ value: CapturedValue, as field: ValueField) {
        switch field {
        case .personName: person.name = person.name ?? value.trimmed
        case .personAddress: person.address = person.address ?? value.address
        case .personMail: person.mail = person.mail ?? value.mail
        default: break
        }
    }
}

extension TextSlot {
    fileprivate var inEntry: WritableKeyPath<EntryDraft, TextConstruct?> {
        switch self {
        case .title: \.title
        case .fallbackTitle: \.fallbackTitle
        case .content: \.content
        case .summary: \.summary
        case .fallbackSummary: \.fallbackSummary
        }
    }

    fileprivate var inFeed: WritableKeyPath<FeedDraft, TextConstruct?> {
        switch self {
        case .title: \.title
        case .fallbackTitle: \.fallbackTitle
        case .content, .summary: \.summary
        case .fallbackSummary: \.fallbackSummary
        }
    }
}
