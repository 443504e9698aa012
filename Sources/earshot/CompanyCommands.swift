import ArgumentParser
import EarshotModel
import Foundation
import SettingsReading

/// The company's own settings.
struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "See and change the company's own settings.",
        subcommands: [PolicyShowCommand.self, PolicyImportCommand.self],
        defaultSubcommand: PolicyShowCommand.self
    )
}

/// Prints the settings in force.
struct PolicyShowCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Print the settings in force, as a file that import takes."
    )

    @OptionGroup var options: GlobalOptions

    func perform(with api: APISession) async throws {
        let reply = try await api.send(APICall(path: "/policy"))
        let policy = try JSONDecoder().decode(CompanyPolicy.self, from: Data(reply.body))
        let lines = PolicyFile.text(of: policy).split(separator: "\n").map(String.init)
        try api.tell(reply.json, lines: lines)
    }
}

/// Puts the settings of a file in force.
struct PolicyImportCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Put the settings of a file in force."
    )

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The file.")
    var file: String

    func perform(with api: APISession) async throws {
        let current = try await api.send(APICall(path: "/policy"))
        let base = try JSONDecoder().decode(CompanyPolicy.self, from: Data(current.body))
        let policy = try PolicyFile.read(contentsOf: URL(fileURLWithPath: file), over: base)
        let body = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(policy))
        let reply = try await api.send(APICall(method: "POST", path: "/policy", body: body))
        try api.tell(reply) { _ in "The settings are in force." }
    }
}

/// Who did what.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check who did what.",
        subcommands: [AuditVerifyCommand.self]
    )
}

/// Checks the chain of hashes.
struct AuditVerifyCommand: APICommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that nobody changed the audit."
    )

    @OptionGroup var options: GlobalOptions

    func perform(with api: APISession) async throws {
        let reply = try await api.send(APICall(path: "/audit/verify"))
        try api.tell(reply) { answer in
            answer["holds"] == .bool(true)
                ? "The audit's chain holds."
                : "The chain is broken at row \(answer["broken_at"].cell)."
        }
        guard reply.json["holds"] == .bool(true) else { throw ExitStatus.failure }
    }
}
