import Foundation

/// Standard input as lines of bytes; a line ends at LF and nowhere else.
struct InputLines {
    /// The number of the line given last, counted from 1.
    private(set) var number = 0

    private var bytes: [UInt8] = []
    /// Where the next line starts.
    private var start = 0
    /// Up to where no LF was found.
    private var searched = 0

    private static let chunkSize = 65536

    /// The next line without its LF, or `nil` at the end; linear in the input, however long a line.
    ///
    /// `beforeWaiting` is called whenever no whole line is at hand and more must be read.
    mutating func next(beforeWaiting: () -> Void) throws -> ArraySlice<UInt8>? {
        while true {
            if let end = bytes[searched...].firstIndex(of: 0x0A) { return take(upTo: end) }
            searched = bytes.count
            beforeWaiting()
            guard try readMore() else { break }
        }
        return start < bytes.count ? take(upTo: bytes.count) : nil
    }

    // MARK: -

    private mutating func take(upTo end: Int) -> ArraySlice<UInt8> {
        let line = bytes[start..<end]
        start = min(end + 1, bytes.count)
        searched = start
        number += 1
        return line
    }

    /// Reads what is there, waiting for at least one byte; false at the end.
    private mutating func readMore() throws -> Bool {
        bytes.removeSubrange(..<start)
        searched -= start
        start = 0
        var chunk = [UInt8](repeating: 0, count: Self.chunkSize)
        while true {
            let count = read(STDIN_FILENO, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw JSONLineError(
                    number: number + 1,
                    reason: "it cannot be read (\(String(cString: strerror(errno))))"
                )
            }
            bytes.append(contentsOf: chunk[..<count])
            return count > 0
        }
    }
}
