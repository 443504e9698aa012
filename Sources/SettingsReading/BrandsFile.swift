public import EarshotModel
public import Foundation

/// Reads the brands that are listened for: `Rules/brands/README.md` tells the format.
///
/// A bare list of `{name, aliases}`, also as JSON, is read as well.
public enum BrandsFile {
    /// Reads a file; each brand's id is its position, from 1.
    public static func read(contentsOf url: URL) throws(SettingsError) -> [Brand] {
        try read(FileText.read(url), file: url.path)
    }

    /// Reads the text of a file; the name stands in errors.
    public static func read(_ text: String, file: String) throws(SettingsError) -> [Brand] {
        // JSON is YAML, so one reader serves both.
        let yaml = YAMLText(text, file: file)
        let rows: [YAMLMapping]
        if let list = yaml.list {
            rows = list
        } else {
            let root = yaml.mapping
            root.allow(["brands"])
            rows = root.mappings("brands")
        }
        var names: Set<String> = []
        let brands = rows.enumerated().compactMap { index, row in
            brand(row, Brand.ID(rawValue: Int64(index + 1)), known: &names)
        }
        try yaml.finish()
        guard !brands.isEmpty else {
            throw SettingsError(
                file: file,
                "there is no brand in it; write \"brands: [{name: …}]\""
            )
        }
        return brands
    }

    private static func brand(_ row: YAMLMapping, _ id: Brand.ID, known: inout Set<String>)
        -> Brand?
    {
        row.allow(["name", "aliases", "own"])
        guard let name = row.string("name") else {
            row.report("a brand needs a name", "name")
            return nil
        }
        guard known.insert(name.lowercased()).inserted else {
            row.report("\"\(name)\" stands in the file twice", "name")
            return nil
        }
        return Brand(
            id: id,
            name: name,
            aliases: row.strings("aliases") ?? [],
            isOwn: row.bool("own") ?? true
        )
    }
}
