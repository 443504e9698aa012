public import Foundation
import SentimentScoring

/// The word lists of the company itself, outside the package: what staff added and what they
/// imported.
///
/// `<folder>/<language>/own.tsv` holds the company's own words, which go before the shipped ones;
/// every `imported-NAME.tsv` beside it a list from elsewhere, which serves where the shipped lists
/// say nothing.
public struct OwnWords: Sendable {
    /// The folder, which need not be there.
    public let folder: URL

    /// Names the lists below a folder.
    public init(folder: URL) {
        self.folder = folder
    }

    /// The lists of a data directory.
    public init(in data: DataDirectory) {
        self.init(folder: data.folder.appendingPathComponent("words"))
    }

    /// Where the company's own words of a language are.
    public func own(_ language: String) -> URL { file("own.tsv", of: language) }

    /// Where an imported list of a language is kept; the name must be letters, digits and hyphens.
    public func imported(_ name: String, _ language: String) throws(SettingsError) -> URL {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"): true
            default: false
            }
        }
        guard !name.isEmpty, isPlain else {
            throw SettingsError(file: name, "a list is named with letters, digits and hyphens")
        }
        return file(RuleFiles.importedPrefix + name + ".tsv", of: language)
    }

    /// The texts of a language's lists by file name; empty where there are none.
    public func texts(of language: String) throws(SettingsError) -> [String: String] {
        let place = folder.appendingPathComponent(language)
        let names = try names(in: place)
        var texts: [String: String] = [:]
        for name in names.sorted() where RuleFiles.isOwnWords(name) {
            texts[name] = try FileText.read(place.appendingPathComponent(name))
        }
        return texts
    }

    /// The text of a list that somebody gives, as the company's own lists are read: UTF-8, with or
    /// without a byte order mark.
    public static func text(of file: URL) throws(SettingsError) -> String {
        try FileText.read(file)
    }

    /// Puts a list in the place of the one before, whole or not at all.
    public func write(_ text: String, to file: URL) throws(SettingsError) {
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file, options: .atomic)
        } catch {
            throw SettingsError(file: file.path, "the list cannot be written")
        }
    }

    /// What a folder holds; nothing where it is not there.
    private func names(in place: URL) throws(SettingsError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: place.path)
        } catch CocoaError.fileReadNoSuchFile {
            return []
        } catch {
            throw SettingsError(file: place.path, "the folder of words cannot be read")
        }
    }

    private func file(_ name: String, of language: String) -> URL {
        folder.appendingPathComponent(language).appendingPathComponent(name)
    }
}
