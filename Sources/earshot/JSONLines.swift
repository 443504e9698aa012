import Foundation

/// A dialogue in JSON Lines: each line of standard input gets a line of standard output, in order.
struct JSONLines<Question: Decodable> {
    private let decoder = JSONDecoder()

    /// Answers each line; one that is no `Question` throws with its number.
    ///
    /// Answers are written before more input is waited for, so that whoever asks line by line is
    /// answered line by line, and those before a broken line are not lost.
    func answer(with body: (Question) throws -> some Encodable) throws {
        var input = InputLines()
        var writer = JSONLineWriter()
        defer { writer.flush() }
        while let line = try input.next(beforeWaiting: { writer.flush() }) {
            guard line.contains(where: { !Self.isBlank($0) }) else { continue }
            try writer.write(body(question(in: line, number: input.number)))
        }
    }

    /// Whether a byte is white space of JSON (RFC 8259, section 2) other than LF.
    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D
    }

    private func question(in bytes: ArraySlice<UInt8>, number: Int) throws -> Question {
        do {
            return try decoder.decode(Question.self, from: Data(bytes))
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
