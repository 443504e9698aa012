import Foundation

/// One of PostgreSQL's own programs, run beside us.
struct PostgreSQLTool {
    let name: String

    /// Why a program did not do its work, as part of a sentence.
    struct Failure: Error, CustomStringConvertible {
        let description: String

        /// Whether it found no room on a disk.
        var isDiskFull: Bool { description.contains("No space left on device") }
    }

    /// Runs the program to its end and gives what it said; the password goes by its environment.
    ///
    /// `searchPath` lists the folders of programs, as `PATH` does.
    func run(
        _ arguments: [String],
        password: String? = nil,
        searchPath: String? = ProcessInfo.processInfo.environment["PATH"]
    ) throws(Failure) -> String {
        guard let program = Self.find(name, in: searchPath ?? "") else {
            throw Failure(
                description: "\(name) is not installed (Debian's package postgresql-client has it)"
            )
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        var environment = ProcessInfo.processInfo.environment
        if let password { environment["PGPASSWORD"] = password }
        process.environment = environment
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        do {
            try process.run()
        } catch {
            throw Failure(description: "\(name) cannot be run: \(error)")
        }
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: said, as: UTF8.self)
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw Failure(description: Self.firstWords(of: text, from: name))
        }
        return text
    }

    // MARK: -

    static func find(_ name: String, in searchPath: String) -> String? {
        searchPath.split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static func firstWords(of text: String, from name: String) -> String {
        let line = text.split(separator: "\n").first.map(String.init) ?? ""
        return line.isEmpty ? "\(name) failed" : line
    }
}
