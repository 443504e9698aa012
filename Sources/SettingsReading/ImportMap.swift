public import EarshotModel
public import Foundation

/// How the columns of a file of reviews are read: `Feeds/imports/README.md` tells the format.
public struct ImportMap: Hashable, Sendable {
    /// What a column may hold.
    public enum Field: String, CaseIterable, Sendable {
        /// What identifies the review where it stands.
        case id
        /// The address of its page.
        case link
        /// The title.
        case title
        /// What it says.
        case text
        /// The writer's name.
        case author
        /// The address of the writer's page.
        case authorLink = "author_link"
        /// The writer's e-mail address.
        case email
        /// Stars or marks.
        case rating
        /// When it was published.
        case date
        /// The language as a BCP 47 tag.
        case language
    }

    /// How dates are written.
    public enum Dates: String, CaseIterable, Sendable {
        /// As feeds write them: the year first, or the month by its name.
        case written
        /// In numbers, the day before the month.
        case dayFirst = "day_first"
        /// In numbers, the month before the day.
        case monthFirst = "month_first"
        /// Milliseconds since 1970.
        case milliseconds
        /// Seconds since 1970.
        case seconds
    }

    /// A short name: that of the file.
    public let name: String
    /// The name that people read.
    public let title: String
    /// The site on which the reviews stand.
    public let site: String?
    /// The kind of place.
    public let kind: FeedKind
    /// The names that each column may have, the first that is there counts; in JSON a path.
    public let columns: [Field: [String]]
    /// What stands between two columns; `nil` when the header shows it.
    public let separator: Character?
    /// Where in a JSON document the list of reviews is, as a path; empty for the document itself.
    public let rows: String
    /// How many marks the best rating has.
    public let ratingScale: Int
    /// Words that stand for ratings, the worst first.
    public let ratingWords: [String]
    /// How dates are written.
    public let dates: Dates
    /// The language where no column tells it.
    public let language: String?
}

extension ImportMap {
    /// Reads the map of that name in a folder, or a file when the name is a path.
    public static func find(_ reference: String, in folder: URL) throws(SettingsError) -> ImportMap
    {
        if reference.contains("/") || reference.hasSuffix(".yaml") {
            return try read(contentsOf: URL(fileURLWithPath: reference))
        }
        let file = folder.appendingPathComponent(reference + ".yaml")
        guard FileManager.default.fileExists(atPath: file.path) else {
            let known = names(in: folder).joined(separator: ", ")
            let sentence = "there is no such map; write \(known), or the path of your own"
            throw SettingsError(file: reference, sentence)
        }
        return try read(contentsOf: file)
    }

    /// The names of the maps in a folder.
    public static func names(in folder: URL) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// Reads a file.
    public static func read(contentsOf url: URL) throws(SettingsError) -> ImportMap {
        let name = url.deletingPathExtension().lastPathComponent
        return try read(FileText.read(url), file: url.path, name: name)
    }

    /// Reads the text of a file; the name stands in errors.
    static func read(_ text: String, file: String, name: String) throws(SettingsError) -> ImportMap
    {
        let yaml = YAMLText(text, file: file)
        let root = yaml.mapping
        root.allow([
            "title", "site", "kind", "columns", "separator", "rows", "rating_scale",
            "rating_words", "dates", "language",
        ])
        let columns = Self.columns(root.mapping("columns"))
        if columns[.text] == nil { root.report("name the column of the text", "columns") }
        let map = ImportMap(
            name: name,
            title: root.string("title") ?? name,
            site: root.string("site"),
            kind: root.word("kind", FeedKind.self) ?? .review,
            columns: columns,
            separator: root.word("separator", Separator.self)?.character,
            rows: root.string("rows") ?? "",
            ratingScale: root.int("rating_scale", in: 2...100) ?? 5,
            ratingWords: root.strings("rating_words") ?? [],
            dates: root.word("dates", Dates.self) ?? .written,
            language: root.string("language")
        )
        try yaml.finish()
        return map
    }

    private static func columns(_ row: YAMLMapping) -> [Field: [String]] {
        row.allow(Field.allCases.map(\.rawValue))
        var columns: [Field: [String]] = [:]
        for field in Field.allCases {
            columns[field] = row.strings(field.rawValue)
        }
        return columns
    }

    private enum Separator: String, CaseIterable {
        case comma, semicolon, tab

        var character: Character {
            switch self {
            case .comma: ","
            case .semicolon: ";"
            case .tab: "\t"
            }
        }
    }
}
