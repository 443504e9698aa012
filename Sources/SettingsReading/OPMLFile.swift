import EarshotModel
import FeedParsing

/// Reads and writes lists of feeds as OPML, which feed readers exchange.
///
/// `kind`, `about`, `extent` and `language` stand in attributes; a list of another program tells
/// the kind by a folder or a category that bears its name, such as "Reviews".
public enum OPMLFile {
    /// Where our own attributes belong.
    static let namespace = "urn:earshot:feeds"

    /// Reads a document; `nil` when it is none.
    static func read(_ bytes: [UInt8], file: String) -> FeedList? {
        guard let document = OPMLDocument(bytes) else { return nil }
        var rows: [FeedList.Row] = []
        var mistakes: [SettingsMistake] = []
        for outline in document.outlines {
            switch feed(in: outline) {
            case .success(let feed): rows.append(FeedList.Row(feed: feed, line: outline.line))
            case .failure(let problem):
                mistakes.append(problem.mistake(in: file, line: outline.line))
            }
        }
        if let cut = document.cut {
            let sentence = "what follows was not read: \(cut)"
            mistakes.append(
                SettingsMistake(file: file, line: nil, key: "", sentence: sentence)
            )
        }
        return FeedList(rows: rows, mistakes: mistakes)
    }

    /// The feeds as a document that `FeedsFile.list` gives back as they are.
    public static func text(of feeds: [ListedFeed], title: String) -> String {
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<opml version=\"2.0\" xmlns:earshot=\"\(namespace)\">",
            "<head><title>\(escaped(title))</title></head>",
            "<body>",
        ]
        for kind in FeedKind.allCases {
            let members = feeds.filter { $0.kind == kind }
            guard !members.isEmpty else { continue }
            lines.append("<outline text=\"\(kind.rawValue)\">")
            lines += members.map(outline)
            lines.append("</outline>")
        }
        lines += ["</body>", "</opml>"]
        return lines.map { $0 + "\n" }.joined()
    }

    // MARK: -

    private struct OutlineProblem: Error {
        let key: String
        let sentence: String

        func mistake(in file: String, line: Int) -> SettingsMistake {
            SettingsMistake(file: file, line: line, key: key, sentence: sentence)
        }
    }

    private static func feed(in outline: OPMLDocument.Outline) -> Result<ListedFeed, OutlineProblem>
    {
        let values = outline.attributes
        guard let address = outline.address else {
            let sentence = "\"\(values["text"] ?? "")\" has no address; write one as xmlUrl"
            return .failure(OutlineProblem(key: "xmlUrl", sentence: sentence))
        }
        guard FeedsFile.isAddress(address) else {
            let sentence = "\"\(address)\" is no address; write one that begins with https://"
            return .failure(OutlineProblem(key: "xmlUrl", sentence: sentence))
        }
        if let problem = unknownWord("kind", in: values, FeedKind.self)
            ?? unknownWord("extent", in: values, EntryExtent.self)
        {
            return .failure(problem)
        }
        let name = values["title"] ?? values["text"]
        return .success(
            ListedFeed(
                address: address,
                kind: kind(of: outline),
                title: name == address ? nil : name,
                language: values["language"],
                about: values["about"],
                extent: values["extent"].flatMap(EntryExtent.init)
            )
        )
    }

    private static func unknownWord<Word: RawRepresentable & CaseIterable>(
        _ key: String,
        in values: [String: String],
        _: Word.Type
    ) -> OutlineProblem? where Word.RawValue == String {
        guard let word = values[key], Word(rawValue: word) == nil else { return nil }
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        return OutlineProblem(key: key, sentence: "\"\(word)\" is none of \(words)")
    }

    /// The kind that the line names, else the nearest folder or category, else a blog.
    private static func kind(of outline: OPMLDocument.Outline) -> FeedKind {
        if let kind = outline.attributes["kind"].flatMap(FeedKind.init) { return kind }
        let categories = (outline.attributes["category"] ?? "").split { $0 == "," || $0 == "/" }
        let names = outline.folders.reversed() + categories.map(String.init)
        return names.lazy.compactMap(kind(named:)).first ?? .blog
    }

    /// A kind by its name or the plural of it, whatever the case.
    private static func kind(named name: String) -> FeedKind? {
        let word = name.lowercased().filter { !$0.isWhitespace }
        return FeedKind.allCases.first { word == $0.rawValue || word == $0.rawValue + "s" }
    }

    private static func outline(_ feed: ListedFeed) -> String {
        let all = [
            ("type", "rss"), ("text", feed.title ?? feed.address), ("title", feed.title),
            ("xmlUrl", feed.address), ("language", feed.language),
            ("earshot:kind", feed.kind.rawValue), ("earshot:about", feed.about),
            ("earshot:extent", feed.extent?.rawValue),
        ]
        let written = all.compactMap { name, value in value.map { "\(name)=\"\(escaped($0))\"" } }
        return "  <outline \(written.joined(separator: " "))/>"
    }

    /// A text inside quotation marks; what XML does not have is left out.
    private static func escaped(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "\t", "\n", "\r": output += "&#\(scalar.value);"
            case _ where scalar.value < 0x20 || scalar.value & 0xFFFE == 0xFFFE: continue
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}
