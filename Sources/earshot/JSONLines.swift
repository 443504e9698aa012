import Foundation

/// Reads JSON Lines from standard input: a line ends at LF and nowhere else.
struct JSONLines<Line: Decodable> {
    private let decoder = JSONDecoder()

    /// Writes one answer a line, in order; a line that is no `Line` throws with its number.
    ///
    /// What has been read is answered before more is waited for, and before an error is thrown, so
    /// that a program at the other end can ask one question at a time.
    func answer(_ answer: (Line) throws -> some Encodable) throws {
        var writer = JSONLineWriter()
        try forEachChunk { lines in
            defer { writer.flush() }
            for line in lines where line.bytes.contains(where: { $0 > 0x20 }) {
                try writer.write(try answer(try read(line.bytes, line.number)))
            }
        }
    }

    // MARK: -

    private func forEachChunk(_ body: ([(number: Int, bytes: ArraySlice<UInt8>)]) throws -> Void)
        throws
    {
        var number = 0
        var rest: [UInt8] = []
        while true {
            let chunk = FileHandle.standardInput.availableData
            rest.append(contentsOf: chunk)
            var lines: [(number: Int, bytes: ArraySlice<UInt8>)] = []
            var start = 0
            while let end = rest[start...].firstIndex(of: 0x0A) {
                number += 1
                lines.append((number, rest[start..<end]))
                start = end + 1
            }
            try body(lines)
            rest.removeFirst(start)
            guard !chunk.isEmpty else { break }
        }
        if !rest.isEmpty { try body([(number + 1, rest[...])]) }
    }

    private func read(_ bytes: ArraySlice<UInt8>, _ number: Int) throws -> Line {
        do {
            return try decoder.decode(Line.self, from: Data(bytes))
        } catch {
            throw JSONLineError(number: number, reason: JSONLineError.reason(error))
        }
    }
}

/// A line of standard input that cannot be read.
struct JSONLineError: Error, CustomStringConvertible {
    let number: Int
    let reason: String

    var description: String { "standard input, line \(number): \(reason)" }

    static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): "the key \"\(key.stringValue)\" is missing"
        case DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context):
            "the value of \"\(context.codingPath.last?.stringValue ?? "")\" has the wrong type"
        default: "it is no JSON object"
        }
    }
}

/// Writes JSON Lines to standard output in blocks.
struct JSONLineWriter: ~Copyable {
    private let encoder: JSONEncoder
    private var buffer: [UInt8] = []

    init() {
        encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    }

    mutating func write(_ value: some Encodable) throws {
        buffer.append(contentsOf: try encoder.encode(value))
        buffer.append(0x0A)
        if buffer.count > 16384 { flush() }
    }

    mutating func flush() {
        Terminal.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
