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
        let lines = try other.lines(untilCut: false)
        guard !lines.isEmpty else {
            throw .unreadableList(file: other.path, reason: "it is no list of erasures")
        }
        try append(Set(lines).subtracting(try self.lines()))
    }

    /// Throws `unreadableList` where a line is damaged or cut off, which might have named somebody.
    func checkWholeness() throws(StoreError) {
        _ = try lines(untilCut: false)
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

    /// The lines, unless one of them is damaged.
    ///
    /// A line that a crash cut off counts as missing, because the store adds it again: it is the
    /// last one, as far as that is allowed, or the beginning of a line that stands in the list now.
    private func lines(untilCut mayBeCut: Bool = true) throws(StoreError) -> [Line] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .unreadableList(file: path, reason: String(cString: strerror(errno)))
        }
        let texts = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let decoder = JSONDecoder()
        let found = texts.map { try? decoder.decode(Line.self, from: $0) }
        for (index, text) in texts.enumerated() where found[index] == nil && !text.isEmpty {
            // What ends without a line's end is the last one.
            if mayBeCut, index == texts.count - 1 { continue }
            let isWritten = zip(texts, found).contains { $1 != nil && $0.starts(with: text) }
            guard isWritten else { throw damage(inLine: index + 1) }
        }
        return found.compactMap(\.self)
    }

    private func damage(inLine number: Int) -> StoreError {
        .unreadableList(
            file: path,
            reason: "its line \(number) is damaged, and whomever it named would not be erased "
                + "again; put the line right from a copy of the file, or remove it where the store "
                + "that wrote it is still in use, which writes it again"
        )
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
