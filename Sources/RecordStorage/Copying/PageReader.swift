import Foundation
import Synchronization

/// Reads a table page by page on a thread of its own, a page or two ahead of whoever writes them.
final class PageReader: Sendable {
    /// The most pages that lie ready; each is `CopyProgress.pageBytes` at most.
    private static let lead = 2

    private let pages = Mutex<[Result<[[SQLValue]], any Error>]>([])
    private let isStopped = Mutex(false)
    // Count the pages that lie ready and the room for more; block only the two threads of a copy.
    private let ready = DispatchSemaphore(value: 0)
    private let room = DispatchSemaphore(value: 0)
    // Whoever stops the reading waits here until nobody uses the source any more.
    private let ended = DispatchSemaphore(value: 0)

    /// Begins to read behind the row that was copied last.
    init(_ source: any Database, _ table: TableShape, after progress: CopyProgress) {
        for _ in 0..<Self.lead { room.signal() }
        let thread = Thread { [self] in read(source, table, progress) }
        thread.name = "store-copy-reader"
        thread.start()
    }

    /// The next page in the key's order; empty behind the last row, and then not to be asked again.
    func next() throws -> [[SQLValue]] {
        ready.wait()
        let page = pages.withLock { $0.removeFirst() }
        room.signal()
        return try page.get()
    }

    /// Ends the reading behind the page that is being read; to be called once.
    func stop() {
        isStopped.withLock { $0 = true }
        room.signal()
        ended.wait()
    }

    private func read(_ source: any Database, _ table: TableShape, _ progress: CopyProgress) {
        defer { ended.signal() }
        var progress = progress
        while !progress.isDone {
            room.wait()
            guard !isStopped.withLock(\.self) else { return }
            let page = Result {
                try source.read { connection in
                    try CopySource(connection, source.dialect).page(of: table, after: progress)
                }
            }
            pages.withLock { $0.append(page) }
            ready.signal()
            guard case .success(let rows) = page else { return }
            progress = progress.advanced(by: rows, of: table)
        }
    }
}
