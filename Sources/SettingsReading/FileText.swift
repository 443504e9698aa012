import Foundation

/// Reads text files for the readers of this room.
enum FileText {
    /// More than any list of feeds or words needs; a device or a dump by mistake is refused.
    static let longest = 64 * 1_048_576

    /// The text of a file in UTF-8, without a byte order mark.
    static func read(_ url: URL) throws(SettingsError) -> String {
        guard let text = String(data: try data(of: url), encoding: .utf8) else {
            throw SettingsError(file: url.path, "the file is no UTF-8 text; save it as UTF-8")
        }
        return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    }

    /// The bytes of a file of any encoding.
    static func bytes(_ url: URL) throws(SettingsError) -> [UInt8] {
        [UInt8](try data(of: url))
    }

    private static func data(of url: URL) throws(SettingsError) -> Data {
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw SettingsError(file: url.path, "there is no such file")
        }
        guard let data = bytes(of: url) else {
            throw SettingsError(file: url.path, "the file cannot be read; check its permissions")
        }
        guard data.count <= longest else {
            throw SettingsError(file: url.path, "the file is longer than 64 MiB; split it")
        }
        return data
    }

    /// As many bytes as may be read and one more; `nil` when the file cannot be read.
    private static func bytes(of url: URL) -> Data? {
        guard let file = FileHandle(forReadingAtPath: url.path) else { return nil }
        // A folder opens but cannot be read, which is the same answer.
        return try? file.read(upToCount: longest + 1) ?? Data()
    }
}
