import Foundation

/// Reads a store's file through Python's own SQLite, so that no code of ours reads it.
///
/// It goes through the shell's `popen`, because Foundation's `Process` has crashed where many tests
/// start programs at once.
public struct OutsideSQLite: Sendable {
    private let path: String

    /// Reads the file at a path.
    public init(path: String) {
        self.path = path
    }

    /// The rows of a statement, each with its values joined by `|`; what it changes is kept.
    public func rows(_ sql: String) throws -> [String] {
        let arguments = [Self.program, path, sql].map(Self.quoted).joined(separator: " ")
        guard let pipe = popen("python3 -c \(arguments)", "r") else {
            throw CocoaError(.executableNotLoadable)
        }
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&chunk, 1, chunk.count, pipe), count > 0 {
            output += chunk[..<count]
        }
        guard pclose(pipe) == 0 else { throw CocoaError(.executableNotLoadable) }
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// The first value of a statement; empty when it gives no row.
    public func value(_ sql: String) throws -> String {
        try rows(sql).first ?? ""
    }

    private static let program = """
        import sqlite3, sys
        c = sqlite3.connect(sys.argv[1])
        for r in c.execute(sys.argv[2]): print('|'.join(map(str, r)))
        c.commit()
        """

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }
}
