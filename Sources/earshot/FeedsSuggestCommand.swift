import Administration
import ArgumentParser
import EarshotModel
import SettingsReading

/// Tells where a brand may be talked about, without a store and without asking anybody.
struct FeedsSuggestCommand: TextCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "Tell which feeds may bring mentions of a brand.",
        discussion: """
            Nothing is fetched and nothing is added. Examples:
              earshot feeds suggest --brand Lumenta --lang sv --lang pl
              earshot feeds suggest --brand Lumenta --set app=284882215 --as-list > feeds.yaml
              earshot feeds import feeds.yaml
            """
    )

    @OptionGroup var options: GlobalOptions

    @Option(help: "The brand.")
    var brand: String

    @Option(help: "Your own host name, such as lumenta.example.")
    var domain: String?

    @Option(name: .customLong("lang"), help: "A language, such as sv or en-GB; several are fine.")
    var languages: [String] = []

    @Option(
        help: "Only places of this kind: blog, review, forum, news, social or own.",
        transform: FeedKind.argument
    )
    var kind: [FeedKind] = []

    @Option(name: .customLong("set"), help: "What a recipe needs to know, as NAME=VALUE.")
    var values: [String] = []

    @Flag(name: .customLong("as-list"), help: "Print a list that \"feeds import\" takes.")
    var asList = false

    func validate() throws {
        guard values.allSatisfy({ $0.contains("=") && !$0.hasPrefix("=") }) else {
            throw ValidationError("write --set NAME=VALUE, such as --set app=284882215")
        }
    }

    func perform() throws {
        let file = try RecipesFile(contentsOf: RuleTools.share(options).recipes)
        let suggestions = FeedSuggestions(file.recipes, for: wish, kinds: Set(kind))
        if options.json {
            var writer = JSONLineWriter()
            for row in suggestions.ready { try writer.write(SuggestionDocument(row, brand)) }
            return writer.flush()
        }
        guard !asList else { return Terminal.write(list(suggestions)) }
        let lines = report(suggestions, file.feedless)
        Terminal.write(lines.map { $0 + "\n" }.joined())
    }

    // MARK: -

    private var wish: FeedSuggestions.Wish {
        let pairs = values.map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), String(parts[1]))
        }
        return FeedSuggestions.Wish(
            brand: brand,
            domain: domain,
            languages: languages,
            values: Dictionary(pairs) { _, last in last }
        )
    }

    private func report(_ suggestions: FeedSuggestions, _ feedless: [FeedlessSite]) -> [String] {
        let width = Terminal.width - 2
        let ready = suggestions.ready.flatMap { row in
            [Terminal.escaped("\(row.recipe.name) (\(row.recipe.kind.rawValue))")]
                + ["   " + Terminal.escaped(row.address)]
                + WrappedText(row.recipe.limits, width: width, indent: 3).lines
        }
        let more = suggestions.incomplete.flatMap { recipe in
            WrappedText("\(recipe.name) (\(recipe.kind.rawValue))", width: width).lines
                + missing(recipe).flatMap { WrappedText($0, width: width, indent: 3).lines }
        }
        let without = feedless.flatMap {
            WrappedText("\($0.name): \($0.instead)", width: width).lines
        }
        return section("Ready to add (earshot feeds add ADDRESS):", ready)
            + section("Need to know more:", more) + section("Without a feed:", without)
    }

    private func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : [title] + lines.map { $0.isEmpty ? "" : "  " + $0 } + [""]
    }

    private func missing(_ recipe: FeedRecipe) -> [String] {
        let known = wish.values
        return recipe.gaps.filter { known[$0] == nil }.compactMap { gap in
            if gap == "domain" { return domain == nil ? "--domain: your own host name" : nil }
            return recipe.needs[gap].map { "--set \(gap)=…: \($0)" }
        }
    }

    private func list(_ suggestions: FeedSuggestions) -> String {
        FeedsFile.text(
            of: suggestions.ready.map { row in
                ListedFeed(
                    address: row.address,
                    kind: row.recipe.kind,
                    title: row.recipe.name,
                    language: row.language,
                    about: row.recipe.aboutness == .brand ? brand : nil
                )
            }
        )
    }
}

private struct SuggestionDocument: Encodable {
    let recipe, name, address, kind, limits, checked: String
    let language, about: String?

    init(_ row: FeedSuggestions.Suggestion, _ brand: String) {
        recipe = row.recipe.id
        name = row.recipe.name
        address = row.address
        kind = row.recipe.kind.rawValue
        limits = row.recipe.limits
        checked = row.recipe.checked
        language = row.language
        about = row.recipe.aboutness == .brand ? brand : nil
    }
}
