import Foundation

/// Web servers over TLS in a process of its own, each with another fault; see `secure_server.py`.
public final class SecureServer: Sendable {
    /// The Python to run it with; `nil` where there is none, and such tests are skipped.
    public static let python = ProcessInfo.processInfo.environment["EARSHOT_PYTHON"]

    private let ports: [String: Int]
    private let folder: TemporaryFolder
    private let program: ChildProgram

    /// Why it did not start.
    struct Failure: Error {
        let reason: String
    }

    /// Starts the servers.
    public init() async throws {
        guard let python = Self.python else { throw Failure(reason: "there is no Python") }
        folder = try TemporaryFolder()
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("secure_server.py")
        let reports = Journal<[String: Int]>()
        program = try ChildProgram(
            python,
            ["-W", "ignore", script.path, folder.url.path],
            onLine: { line in
                let facts = try? JSONDecoder().decode(Report.self, from: Data(line.utf8))
                reports.append(facts?.ports ?? [:])
            },
            onEnd: { reports.append([:]) }
        )
        ports = await reports.first(1).first ?? [:]
        guard !ports.isEmpty else {
            throw Failure(reason: "the servers ended before they listened")
        }
    }

    /// The address of one of the servers.
    public func address(_ name: String) -> String {
        "https://127.0.0.1:\(ports[name] ?? 0)/feed"
    }

    /// The file of the certificate that a server shows.
    public func certificate(_ name: String) -> String {
        folder.file("\(name).pem").path
    }

    /// Ends the servers.
    public func end() async {
        await program.end()
    }

    private struct Report: Decodable {
        let ports: [String: Int]
    }
}
