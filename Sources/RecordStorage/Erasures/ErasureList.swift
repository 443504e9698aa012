import EarshotModel
import Foundation

/// The list of those who were erased in a file of its own, so that it outlives the store.
///
/// A line holds one hash that only the store and its copies can make, so that the file names
/// nobody. Lines are only ever added. A file may serve several stores; each knows its own lines.
public struct ErasureList: Sendable {
    private let path: String

    /// Names the file, which is made at the first erasure.
    public init(file path: String) {
        self.path = path
    }

    /// Takes what another list holds, which must be one; the file may be on its way from another
    /// machine.
    public func take(from other: ErasureList) throws(StoreError) {
        guard FileManager.default.fileExists(atPath: other.path) else {
            throw .unreadableList(file: other.path, reason: "there is no such file")
        }
        let lines = try other.lines()
        guard !lines.isEmpty else {
            throw .unreadableList(file: other.path, reason: "it is no list of erasures")
        }
        try append(Set(lines).subtracting(try self.lines()))
    }

    /// Whether it holds nothing, or is not there.
    func isEmpty() throws(StoreError) -> Bool {
        try lines().isEmpty
    }

    /// What it holds of one store.
    func erasures(of lineage: String) throws(StoreError) -> Set<ListedErasure> {
        Set(try lines().filter { $0.store == lineage }.map(\.erasure))
    }

    /// Adds what it does not hold yet of one store; on disk when it returns.
    func add(_ erasures: Set<ListedErasure>, of lineage: String) throws(StoreError) {
        let known = Set(try self.erasures(of: lineage).map(\.hash))
        let new = erasures.filter { !known.contains($0.hash) }
        try append(Set(new.map { Line($0, of: lineage) }))
    }

    // MARK: -

    private struct Line: Codable, Hashable {
        let store: String
        let hash: String
        let at: Int64
        let feed: Int64?

        init(_ erasure: ListedErasure, of lineage: String) {
            store = lineage
            hash = erasure.hash
            at = erasure.at.rawValue
            feed = erasure.feed?.rawValue
        }

        var erasure: ListedErasure {
            ListedErasure(
                hash: hash,
                at: Instant(milliseconds: at),
                feed: feed.map(Feed.ID.init(rawValue:))
            )
        }
    }

    /// A line that a crash cut off counts as missing: the store adds it again.
    private func lines() throws(StoreError) -> [Line] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .unreadableList(file: path, reason: String(cString: strerror(errno)))
        }
        let decoder = JSONDecoder()
        return data.split(separator: UInt8(ascii: "\n")).compactMap { line in
            try? decoder.decode(Line.self, from: line)
        }
    }

    private func append(_ lines: Set<Line>) throws(StoreError) {
        guard !lines.isEmpty else { return }
        FolderOwner.makeFile(at: path)
        // Begins with a line's end, in case a crash cut off the last line.
        var text = "\n"
        do {
            for line in lines.sorted(by: { ($0.at, $0.hash) < ($1.at, $1.hash) }) {
                text += try JSONText.text(of: line) + "\n"
            }
        } catch {
            throw .unreadableList(file: path, reason: "\(error)")
        }
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        // One call, so that the lines of two processes do not mix.
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw failure()
        }
    }

    private func failure() -> StoreError {
        errno == ENOSPC || errno == EDQUOT
            ? .diskFull : .unreadableList(file: path, reason: String(cString: strerror(errno)))
    }
}
