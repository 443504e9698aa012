public import Foundation

/// A folder of a test's own that is removed with everything in it when it is let go of.
public final class TemporaryFolder: Sendable {
    /// The folder.
    public let url: URL

    /// Makes an empty folder; its path is short enough for sockets in it.
    public init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("earshot-\(UUID().uuidString.prefix(8))", isDirectory: true)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// The place of a file in the folder.
    public func file(_ name: String) -> URL {
        url.appendingPathComponent(name)
    }

    /// Writes a file into the folder and gives its place.
    @discardableResult
    public func write(_ text: String, to name: String) throws -> URL {
        try Data(text.utf8).write(to: file(name))
        return file(name)
    }
}
