public import EarshotModel
public import Foundation

/// The demo's invented data: feeds with ages instead of dates, brands and customers.
///
/// An age is written `@ago(2d 3h 15m)@`. Inside `pubDate` it becomes a date of RFC 822, elsewhere
/// one of RFC 3339.
public struct SampleFeeds: Sendable {
    private let folder: URL

    /// Uses the samples in a folder.
    public init(folder: URL) {
        self.folder = folder
    }

    /// The brands.
    public var brands: URL { folder.appendingPathComponent("brands.yaml") }

    /// The customers.
    public var customers: URL { folder.appendingPathComponent("customers.csv") }

    /// The feeds; their addresses are file names in the folder.
    public func feeds() throws(SettingsError) -> [ListedFeed] {
        try FeedsFile.read(contentsOf: folder.appendingPathComponent("samples.yaml"))
    }

    /// Writes every feed with absolute dates; false, and nothing written, when they exist already.
    ///
    /// All of them appear at once, so that an interrupted start leaves no half of them.
    public func render(into target: URL, now: Instant) throws(SettingsError) -> Bool {
        guard !FileManager.default.fileExists(atPath: target.path) else { return false }
        var texts: [String: String] = [:]
        for feed in try feeds() {
            let text = try FileText.read(folder.appendingPathComponent(feed.address))
            texts[feed.address] = try Self.dated(text, file: feed.address, now: now)
        }
        do {
            try Self.write(texts, into: target)
        } catch {
            throw SettingsError(file: target.path, "the sample feeds cannot be written there")
        }
        return true
    }

    private static func write(_ texts: [String: String], into target: URL) throws {
        let files = FileManager.default
        let draft = target.appendingPathExtension("part")
        if files.fileExists(atPath: draft.path) { try files.removeItem(at: draft) }
        try files.createDirectory(at: draft, withIntermediateDirectories: true)
        for (name, text) in texts {
            try Data(text.utf8).write(to: draft.appendingPathComponent(name))
        }
        try files.moveItem(at: draft, to: target)
    }

    /// The text with its ages as dates; an age that cannot be read is a mistake at its line.
    static func dated(_ text: String, file: String, now: Instant) throws(SettingsError) -> String {
        var output = ""
        var rest = text[...]
        while let start = rest.range(of: "@ago(") {
            let before = rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].range(of: ")@"),
                let age = age(rest[start.upperBound..<end.lowerBound])
            else {
                let line = (output + before).count { $0.isNewline } + 1
                throw SettingsError(file: file, line: line, "write an age as @ago(2d 3h 15m)@")
            }
            let moment = now - age
            output += before
            output += before.hasSuffix("<pubDate>") ? RFC822.text(moment) : moment.rfc3339
            rest = rest[end.upperBound...]
        }
        return output + rest
    }

    private static func age(_ text: Substring) -> Duration? {
        let parts = text.split(separator: " ").map { DurationText.duration(String($0)) }
        guard !parts.isEmpty, !parts.contains(nil) else { return nil }
        return parts.compactMap(\.self).reduce(.zero, +)
    }
}

/// Dates as RSS writes them.
private enum RFC822 {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func text(_ moment: Instant) -> String {
        let iso = moment.rfc3339
        guard let date = CivilDate(iso8601: iso.prefix(10)) else { return iso }
        let weekday = date.weekday.rawValue.prefix(3).capitalized
        let time = iso.dropFirst(11).prefix(8)
        return "\(weekday), \(date.day) \(months[date.month - 1]) \(date.year) \(time) +0000"
    }
}
