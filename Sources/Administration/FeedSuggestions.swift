public import EarshotModel
public import SettingsReading

/// Where to listen for a brand: recipes filled with what is known of it.
public struct FeedSuggestions: Sendable {
    /// A feed that could be added as it is.
    public struct Suggestion: Hashable, Sendable {
        /// The recipe it comes from.
        public let recipe: FeedRecipe
        /// The address.
        public let address: String
        /// The language that was asked for, where the address depends on it.
        public let language: String?
    }

    /// What to listen for.
    public struct Wish: Hashable, Sendable {
        /// The brand's name.
        public let brand: String
        /// The company's own host name.
        public let domain: String?
        /// The languages, as BCP 47 tags; the country of a tag counts where it has one.
        public let languages: [String]
        /// Further values for gaps, by their name.
        public let values: [String: String]

        /// Creates a wish; without a language English is asked for.
        public init(
            brand: String,
            domain: String? = nil,
            languages: [String] = [],
            values: [String: String] = [:]
        ) {
            self.brand = brand
            self.domain = domain
            self.languages = languages.isEmpty ? ["en"] : languages
            self.values = values
        }
    }

    /// The feeds that could be added at once, in the file's order, each address once.
    public let ready: [Suggestion]
    /// The recipes that need to know more.
    public let incomplete: [FeedRecipe]

    /// Fills recipes, of the given kinds only where there are any.
    public init(_ recipes: [FeedRecipe], for wish: Wish, kinds: Set<FeedKind> = []) {
        var ready: [Suggestion] = []
        var incomplete: [FeedRecipe] = []
        var seen: Set<String> = []
        for recipe in recipes where kinds.isEmpty || kinds.contains(recipe.kind) {
            let filled = Self.suggestions(recipe, wish)
            if filled.isEmpty { incomplete.append(recipe) }
            ready += filled.filter { seen.insert($0.address).inserted }
        }
        self.ready = ready
        self.incomplete = incomplete
    }

    // MARK: -

    private static func suggestions(_ recipe: FeedRecipe, _ wish: Wish) -> [Suggestion] {
        let gaps = Set(recipe.gaps)
        let depends = gaps.contains("language") || gaps.contains("country")
        let languages: [String?] = depends ? wish.languages : [nil]
        return languages.compactMap { language in
            let values = wish.values.merging(known(wish, language)) { given, _ in given }
            return recipe.address(values).map { address in
                let tag = gaps.contains("language") ? language : nil
                return Suggestion(recipe: recipe, address: address, language: tag)
            }
        }
    }

    private static func known(_ wish: Wish, _ language: String?) -> [String: String] {
        var values = ["brand": wish.brand, "tag": tag(of: wish.brand)]
        values["domain"] = wish.domain
        guard let language else { return values }
        let parts = language.split(separator: "-")
        let primary = parts.first.map { $0.lowercased() } ?? ""
        values["language"] = primary
        values["country"] = country(parts) ?? countries[primary]
        return values
    }

    /// The region subtag of a language tag (RFC 5646, 2.2.4).
    private static func country(_ parts: [Substring]) -> String? {
        parts.dropFirst().first { $0.count == 2 && $0.allSatisfy(\.isLetter) }?.uppercased()
    }

    /// A brand as a hashtag: its letters and digits in small letters.
    private static func tag(of brand: String) -> String {
        brand.lowercased().filter { $0.isLetter || $0.isNumber }
    }

    /// Where a language is mostly read, for sites that ask for a country.
    private static let countries = [
        "en": "US", "sv": "SE", "pl": "PL", "ms": "MY", "id": "ID", "tl": "PH", "fil": "PH",
        "ta": "IN", "de": "DE", "fr": "FR", "es": "ES", "pt": "BR", "nl": "NL", "it": "IT",
    ]
}
