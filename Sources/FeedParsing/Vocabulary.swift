/// Where an element stands, as far as that decides what it means.
enum Place: Int, CaseIterable {
    /// Outside the feed's own description.
    case document
    /// Among the facts about the feed.
    case feed
    /// Inside an entry.
    case entry
    /// Inside a person.
    case person
    /// Inside the description of the feed that an entry was taken from.
    case source
    /// Inside something unknown outside entries, where an entry may still begin.
    case elsewhere
    /// Inside something that does not matter.
    case skipped
}

/// What an element means where it stands.
enum Meaning {
    /// Neither it nor anything inside it matters.
    case skip
    /// It does not matter, but what stands inside counts as if it stood here.
    case open
    /// An entry may begin inside it; nothing else matters.
    case elsewhere
    /// The facts about the feed.
    case feed
    /// One entry.
    case entry
    /// The description of the feed that an entry was taken from.
    case source
    /// A person.
    case person(PersonRole)
    /// Text that people read, perhaps with mark-up.
    case text(TextSlot, TextRule)
    /// A plain value.
    case value(ValueField)
    /// A value in its attributes; what stands inside counts as if it stood here.
    case holder(ValueField)
}

/// What a person did.
enum PersonRole {
    /// Wrote it.
    case author
    /// Is named as the author where nothing better is.
    case fallbackAuthor
    /// Looks after the feed; never an entry's author.
    case editor
}

/// Which text of a feed or an entry an element holds.
enum TextSlot {
    case title, fallbackTitle, content, summary, fallbackSummary
}

/// How the text of an element tells what it is.
enum TextRule {
    /// By its attributes, as in Atom (RFC 4287, section 3.1).
    case typed
    /// It is HTML, though it may look like plain text.
    case html
    /// It is plain text.
    case plain
}

/// Which plain value an element holds.
enum ValueField {
    case link, page, permalink, identifier, originalLink, originalEnclosure
    case published, updated, fallbackDate
    case language, category, keywords
    case enclosure, media, rating, memberRating, outlet
    case personName, personAddress, personMail
    case minutesToLive, hour, day, updatePeriod, updateFrequency

    /// Whether it is an address, which may be relative.
    var isAddress: Bool {
        switch self {
        case .identifier, .link, .page, .originalLink, .originalEnclosure, .enclosure, .media,
            .personAddress:
            true
        default: false
        }
    }
}

/// What the elements of a format mean, by place and by canonical name in small letters.
struct Vocabulary {
    /// The names of the outermost element.
    let roots: [String]
    /// The canonical prefix of the format's own elements, which stand without one here.
    let ownPrefix: String

    /// Of a format without elements.
    static let none = Vocabulary(roots: [], ownPrefix: "", document: [:], feed: [:], entry: [:])

    private let tables: [[String: Meaning]]
    private let unknown: [Meaning]

    init(
        roots: [String],
        ownPrefix: String,
        document: [String: Meaning],
        feed: [String: Meaning],
        entry: [String: Meaning],
        person: [String: Meaning] = [:],
        source: [String: Meaning] = [:]
    ) {
        self.roots = roots
        self.ownPrefix = ownPrefix
        let entries = document.merging(feed) { first, _ in first }.filter { _, meaning in
            if case .entry = meaning { true } else { false }
        }
        let ours: [Place: [String: Meaning]] = [
            .document: document,
            .feed: feed.merging(FeedModules.feed) { own, _ in own },
            .entry: entry.merging(FeedModules.entry) { own, _ in own },
            .person: person,
            .source: source,
            .elsewhere: entries,
        ]
        tables = Place.allCases.map { ours[$0] ?? [:] }
        unknown = Place.allCases.map { place in
            switch place {
            case .document, .feed, .elsewhere: .elsewhere
            case .entry, .person, .source, .skipped: .skip
            }
        }
    }

    /// What an element of this name means, for every place in the order of `Place`.
    func meanings(of name: ElementName) -> [Meaning] {
        let text = name.prefix == ownPrefix ? name.local : name.text
        return Place.allCases.map { tables[$0.rawValue][text] ?? unknown[$0.rawValue] }
    }
}
