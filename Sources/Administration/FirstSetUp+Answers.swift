public import EarshotModel
import FeedFetching
import Foundation
import SettingsReading

extension FirstSetUp {
    /// What is to be set up, as somebody answered it.
    public struct Answers: Hashable, Sendable {
        /// The company's own brands; at least one.
        public var brands: [String]
        /// Further spellings of the first brand.
        public var spellings: [String] = []
        /// The brands of rivals, which never open a case.
        public var rivals: [String] = []
        /// The company's name; the one that is there stays when missing.
        public var company: String?
        /// The company's own host name, which is searched for feeds.
        public var domain: String?
        /// The languages to listen in, as BCP 47 tags; English when empty.
        public var languages: [String] = []
        /// The kinds of places to listen at; all when empty.
        public var kinds: [FeedKind] = []
        /// The business hours, such as `mon-fri 09:00-17:00`; those that are there when missing.
        public var hours: String?
        /// The zone's IANA name; the one that is there stays when missing.
        public var zone: String?
        /// Feeds, pages and sites that are searched for feeds.
        public var places: [String] = []
        /// Whether the feeds that recipes know for the brands are proposed.
        public var wantsSuggestions = true

        /// Creates the answers of somebody who named only the brands.
        public init(brands: [String]) {
            self.brands = brands
        }
    }
}

extension FirstSetUp.Answers {
    /// The answers with what stands there for nothing taken away.
    ///
    /// Throws `AdministrationError.invalid`, whose field is the name of the wrong answer here.
    func checked(_ sites: SiteNames) throws(AdministrationError) -> Self {
        let answers = tidied
        try answers.checkBrands()
        let areFew = answers.places.count <= Self.mostPlaces
        try Self.require(areFew, "places", "no more than \(Self.mostPlaces) places at one time")
        for place in answers.places + [answers.domain].compactMap(\.self) {
            let isPlace = Self.isPlace(place, sites)
            let field = place == answers.domain ? "domain" : "places"
            try Self.require(isPlace, field, "\"\(MaskedAddress(place))\" is no site")
        }
        for tag in answers.languages {
            let isTag = tag.wholeMatch(of: /[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*/) != nil
            try Self.require(isTag, "languages", "\"\(tag)\" is no language; write one as sv")
        }
        if let hours = answers.hours {
            let reason = "\"\(hours)\" are no hours; write them as mon-fri 09:00-17:00"
            try Self.require(OpeningHours(hours) != nil, "hours", reason)
        }
        if let zone = answers.zone {
            let reason = "\"\(zone)\" is no zone; write one as Europe/Warsaw"
            try Self.require(TimeZone(identifier: zone) != nil, "zone", reason)
        }
        return answers
    }

    /// The site whose authors are our own people, as the policy has it; `nil` without a domain of
    /// its own, as on one's own machine.
    var ownSite: String? {
        guard let typed = domain.map(FeedDiscovery.completed),
            let url = URLComponents(string: typed),
            let host = url.host?.lowercased(), url.port == nil, host.contains(".")
        else { return nil }
        let name = host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
        return url.path == "/" ? name : name + url.path
    }

    // MARK: -

    /// Somebody waits while they are asked.
    private static let mostPlaces = 100

    private var tidied: Self {
        func tidy(_ texts: [String]) -> [String] {
            var seen: Set<String> = []
            return texts.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                .filter { !$0.isEmpty && seen.insert($0.lowercased()).inserted }
        }
        var answers = self
        answers.brands = tidy(brands)
        answers.spellings = tidy(spellings)
        answers.rivals = tidy(rivals)
        answers.languages = tidy(languages)
        answers.places = tidy(places)
        answers.company = tidy([company].compactMap(\.self)).first
        answers.domain = tidy([domain].compactMap(\.self)).first
        answers.hours = tidy([hours].compactMap(\.self)).first
        answers.zone = tidy([zone].compactMap(\.self)).first
        return answers
    }

    private func checkBrands() throws(AdministrationError) {
        let names = brands + spellings + rivals
        let areNames = names.allSatisfy { name in name.contains { $0.isLetter || $0.isNumber } }
        try Self.require(!brands.isEmpty && areNames, "brands", "name a brand")
        let own = Set((brands + spellings).map { $0.lowercased() })
        let isApart = rivals.allSatisfy { !own.contains($0.lowercased()) }
        try Self.require(isApart, "rivals", "a rival has the name of a brand of yours")
    }

    /// Whether something is a host name as people type it, or an address; a word alone is none.
    private static func isPlace(_ text: String, _ sites: SiteNames) -> Bool {
        guard !text.contains(where: \.isWhitespace),
            sites.site(of: FeedDiscovery.completed(text)) != nil
        else { return false }
        let isName = !text.contains("@") && text.contains { ".:".contains($0) }
        return text.contains("://") || isName
    }

    private static func require(_ holds: Bool, _ field: String, _ reason: String)
        throws(AdministrationError)
    {
        guard holds else { throw .invalid(field: field, reason: reason) }
    }
}

extension FirstSetUp.Answers: Codable {
    private enum CodingKeys: String, CodingKey {
        case brands, spellings, rivals, company, domain, languages, kinds, hours, zone, places
        case wantsSuggestions
    }

    /// Reads the answers; what is missing is as if nobody was asked.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func list<Value: Decodable>(_ key: CodingKeys) throws -> [Value] {
            try values.decodeIfPresent([Value].self, forKey: key) ?? []
        }
        self.init(brands: try list(.brands))
        spellings = try list(.spellings)
        rivals = try list(.rivals)
        company = try values.decodeIfPresent(String.self, forKey: .company)
        domain = try values.decodeIfPresent(String.self, forKey: .domain)
        languages = try list(.languages)
        kinds = try list(.kinds)
        hours = try values.decodeIfPresent(String.self, forKey: .hours)
        zone = try values.decodeIfPresent(String.self, forKey: .zone)
        places = try list(.places)
        wantsSuggestions =
            try values.decodeIfPresent(Bool.self, forKey: .wantsSuggestions) ?? true
    }
}
