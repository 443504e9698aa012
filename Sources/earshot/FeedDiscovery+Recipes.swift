import FeedFetching
import Foundation
import SettingsReading

extension FeedDiscovery {
    /// The search of every command and page: it knows the platforms of the recipes.
    ///
    /// They are read when somebody searches; a mistake in them leaves the page itself to be
    /// looked at.
    init(source: any FeedSource, recipes file: URL) {
        self.init(source: source) { page in
            let recipes = try? RecipesFile(contentsOf: file).recipes
            return recipes?.lazy.compactMap { $0.address(ofPage: page) }.first
        }
    }
}
