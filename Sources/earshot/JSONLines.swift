import Foundation

/// Reads JSON Lines from standard input: a line ends at LF and nowhere else.
struct JSONLines<Line: Decodable> {
    private let decoder = JSONDecoder()

    /// Calls the body for each line, in order; a line that is no `Line` throws with its number.
    func forEach(_ body: (Line) throws -> Void) throws {
        var number = 0
        var rest: [UInt8] = []
        while true {
            let chunk = FileHandle.standardInput.availableData
            rest.append(contentsOf: chunk)
            var start = 0
            while let end = rest[start...].firstIndex(of: 0x0A) {
                number += 1
                try read(rest[start..<end], number, body)
                start = end + 1
            }
            rest.removeFirst(start)
            guard !chunk.isEmpty else { break }
        }
        if !rest.isEmpty { try read(rest[...], number + 1, body) }
    }

    private func read(_ bytes: ArraySlice<UInt8>, _ number: Int, _ body: (Line) throws -> Void)
        throws
    {
        guard bytes.contains(where: { $0 > 0x20 }) else { return }
        let line: Line
        do {
            line = try decoder.decode(Line.self, from: Data(bytes))
        } catch {
            throw JSONLineError(number: number, reason: JSONLineError.reason(error))
        }
        try body(line)
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
