import Foundation

/// A program that a test starts, and that ends when its input does.
final class ChildProgram: Sendable {
    private let input: FileHandle
    private let ended: Journal<Void>

    /// Starts a program; `onLine` hears each line of its output, `onEnd` the end of it.
    init(
        _ executable: String,
        _ arguments: [String],
        onLine: @escaping @Sendable (String) -> Void,
        onEnd: @escaping @Sendable () -> Void
    ) throws {
        let process = Process()
        let (toProgram, fromProgram) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.standardInput = toProgram
        process.standardOutput = fromProgram
        try process.run()
        let ended = Journal<Void>()
        let output = fromProgram.fileHandleForReading
        Thread {
            var rest = Data()
            while case let piece = output.availableData, !piece.isEmpty {
                rest += piece
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    onLine(String(decoding: rest[..<end], as: UTF8.self))
                    rest = Data(rest[rest.index(after: end)...])
                }
            }
            onEnd()
            ended.append(())
        }.start()
        self.ended = ended
        input = toProgram.fileHandleForWriting
    }

    deinit {
        try? input.close()
    }

    /// Closes the program's input and waits for the end of its output.
    func end() async {
        try? input.close()
        _ = await ended.first(1)
    }
}
