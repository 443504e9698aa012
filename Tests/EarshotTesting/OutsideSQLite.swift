import Foundation
import Synchronization

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

    /// Takes the file's writing for itself until it is let go, or reading as well.
    public func hold(alsoReading: Bool = false) throws -> HeldSQLite {
        let flag = path + ".held"
        guard FileManager.default.createFile(atPath: flag, contents: nil) else {
            throw CocoaError(.fileWriteUnknown)
        }
        let mode = alsoReading ? "EXCLUSIVE" : "NORMAL"
        let arguments = [Self.holding, path, flag, mode].map(Self.quoted).joined(separator: " ")
        guard let pipe = popen("python3 -c \(arguments)", "r") else {
            throw CocoaError(.executableNotLoadable)
        }
        var byte: UInt8 = 0
        guard fread(&byte, 1, 1, pipe) == 1 else { throw CocoaError(.executableNotLoadable) }
        return HeldSQLite(flag: flag, pipe: pipe)
    }

    /// Ends when the flag is gone, or after a minute in any case.
    private static let holding = """
        import os, sqlite3, sys, time
        c = sqlite3.connect(sys.argv[1], isolation_level=None)
        c.execute('PRAGMA locking_mode = ' + sys.argv[3])
        c.execute('BEGIN IMMEDIATE')
        c.execute('CREATE TABLE held (n)')
        print('held', flush=True)
        end = time.time() + 60
        while os.path.exists(sys.argv[2]) and time.time() < end: time.sleep(0.01)
        c.execute('ROLLBACK')
        """

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

/// A file of SQLite that another program has for itself.
public final class HeldSQLite: Sendable {
    private let flag: String
    private let pipe: Mutex<Int?>

    fileprivate init(flag: String, pipe: UnsafeMutablePointer<FILE>) {
        self.flag = flag
        self.pipe = Mutex(Int(bitPattern: pipe))
    }

    deinit {
        letGo()
    }

    /// Lets the file go, once; the other program has ended when it returns.
    public func letGo() {
        let pipe = pipe.withLock { pipe in
            defer { pipe = nil }
            return pipe
        }
        guard let pipe, let stream = UnsafeMutablePointer<FILE>(bitPattern: pipe) else { return }
        unlink(flag)
        pclose(stream)
    }
}
