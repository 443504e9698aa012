import EarshotModel
public import Foundation

/// Reads `Feeds/recipes.yaml`, whose format `Feeds/README.md` tells.
public struct RecipesFile: Sendable {
    /// The recipes, in the file's order.
    public let recipes: [FeedRecipe]
    /// The sites that have no feed, in the file's order.
    public let feedless: [FeedlessSite]

    /// What every suggestion has without being asked for: see `FeedSuggestions`.
    public static let knownGaps: Set<String> = ["brand", "tag", "domain", "language", "country"]

    /// Reads a file; every mistake is thrown with its line.
    public init(contentsOf url: URL) throws(SettingsError) {
        try self.init(FileText.read(url), file: url.path)
    }

    /// Reads the text of a file; the name stands in errors.
    public init(_ text: String, file: String) throws(SettingsError) {
        let yaml = YAMLText(text, file: file)
        let root = yaml.mapping
        root.allow(["recipes", "without_feed"])
        var ids: Set<String> = []
        recipes = root.mappings("recipes").compactMap { Self.recipe($0, known: &ids) }
        feedless = root.mappings("without_feed").compactMap(Self.site)
        try yaml.finish()
    }

    // MARK: -

    private static let keys = [
        "id", "name", "address", "pages", "kind", "about", "needs", "checked", "limits", "sample",
    ]

    private static func recipe(_ row: YAMLMapping, known: inout Set<String>) -> FeedRecipe? {
        row.allow(keys)
        guard let id = row.string("id"), let address = row.string("address"),
            let sample = row.string("sample"), let limits = row.string("limits"),
            let checked = row.string("checked")
        else {
            row.report("a recipe needs id, address, checked, limits and sample", "id")
            return nil
        }
        guard known.insert(id).inserted else {
            row.report("\"\(id)\" stands in the file twice", "id")
            return nil
        }
        let needs = row.mapping("needs").allStrings
        for gap in FeedRecipe.gaps(of: address) where needs[gap] == nil && !knownGaps.contains(gap)
        {
            row.report("tell under \"needs\" where to find {\(gap)}", "address")
        }
        return FeedRecipe(
            id: id,
            name: row.string("name") ?? id,
            template: address,
            pages: row.strings("pages") ?? [],
            kind: row.word("kind", FeedKind.self) ?? .blog,
            aboutness: row.word("about", FeedRecipe.Aboutness.self) ?? .no,
            needs: needs,
            checked: checked,
            limits: limits,
            sample: sample
        )
    }

    private static func site(_ row: YAMLMapping) -> FeedlessSite? {
        row.allow(["name", "instead"])
        guard let name = row.string("name"), let instead = row.string("instead") else {
            row.report("such a site needs a name and what to do instead", "name")
            return nil
        }
        return FeedlessSite(name: name, instead: instead)
    }
}
