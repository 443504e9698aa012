public import Foundation

/// Where the shipped files are: rules, feeds, page templates, assets and phrases.
public struct ShareDirectory: Hashable, Sendable {
    /// The word lists, brands and policies.
    public let rules: URL
    /// The starter lists and the samples.
    public let feeds: URL
    /// How to listen at well-known places.
    public var recipes: URL { feeds.appendingPathComponent("recipes.yaml") }
    /// The maps of files that people import.
    public var imports: URL { feeds.appendingPathComponent("imports") }
    /// The templates of the pages.
    public let templates: URL
    /// The style sheet and whatever else pages load.
    public let assets: URL
    /// The words of the interface.
    public let phrases: URL

    /// Finds the files: in the given folder, else in `share/earshot` beside the executable's own
    /// folder, else in the checkout that the executable was built in.
    public static func find(given folder: String?, executable: URL) throws(SettingsError)
        -> ShareDirectory
    {
        if let folder {
            let url = URL(fileURLWithPath: folder)
            guard isFolder(url.appendingPathComponent("Rules")) else {
                throw SettingsError(file: folder, "there is no folder Rules in it")
            }
            return ShareDirectory(installed: url)
        }
        let bin = executable.resolvingSymlinksInPath().deletingLastPathComponent()
        let share = bin.deletingLastPathComponent().appendingPathComponent("share/earshot")
        if isFolder(share.appendingPathComponent("Rules")) {
            return ShareDirectory(installed: share)
        }
        var folder = bin
        while folder.path != "/" {
            if isFolder(folder.appendingPathComponent("Rules")),
                isFolder(folder.appendingPathComponent("Sources/WebConsole/Templates"))
            {
                return ShareDirectory(checkout: folder)
            }
            folder.deleteLastPathComponent()
        }
        throw SettingsError(
            file: share.path,
            "the shipped files are missing; name their folder with --share-dir"
        )
    }

    private init(installed folder: URL) {
        rules = folder.appendingPathComponent("Rules")
        feeds = folder.appendingPathComponent("Feeds")
        templates = folder.appendingPathComponent("Templates")
        assets = folder.appendingPathComponent("Assets")
        phrases = folder.appendingPathComponent("Phrases")
    }

    private init(checkout folder: URL) {
        let console = folder.appendingPathComponent("Sources/WebConsole")
        rules = folder.appendingPathComponent("Rules")
        feeds = folder.appendingPathComponent("Feeds")
        templates = console.appendingPathComponent("Templates")
        assets = console.appendingPathComponent("Assets")
        phrases = console.appendingPathComponent("Phrases")
    }

    private static func isFolder(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
            && isFolder.boolValue
    }
}
