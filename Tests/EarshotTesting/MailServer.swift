public import Foundation

/// A real mail server in a process of its own, which tells what it is told.
///
/// It needs a Python with aiosmtpd; `EARSHOT_PYTHON` names it in test runs.
public final class MailServer: Sendable {
    /// A message as it came.
    public struct Message: Sendable {
        /// The envelope's sender.
        public let sender: String
        /// The envelope's recipients.
        public let recipients: [String]
        /// Headers and body, byte for byte.
        public let content: [UInt8]
    }

    /// A name and a password as they came.
    public struct Login: Hashable, Sendable {
        /// The name.
        public let name: String
        /// The password.
        public let password: String
        /// Whether they came over TLS.
        public let isSecure: Bool
    }

    /// The Python to run it with; `nil` where there is none, and such tests are skipped.
    public static let python = ProcessInfo.processInfo.environment["EARSHOT_PYTHON"]

    /// What it listens at, `smtp://127.0.0.1:port`.
    public let address: String
    /// The messages that it took.
    public let messages: Journal<Message>
    /// The logins that were tried, right and wrong.
    public let logins: Journal<Login>
    private let program: ChildProgram

    /// Why a mail server did not start.
    struct Failure: Error {
        let reason: String
    }

    /// Starts a server; `certificate` names the file where it leaves its own, and it offers TLS.
    public init(demandsLogin: Bool = false, certificate: URL? = nil) async throws {
        guard let python = Self.python else { throw Failure(reason: "there is no Python") }
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("mail_server.py")
        let (ports, messages, logins) = (Journal<Int>(), Journal<Message>(), Journal<Login>())
        program = try ChildProgram(
            python,
            [script.path] + (demandsLogin ? ["--login"] : [])
                + (certificate.map { ["--tls", $0.path] } ?? []),
            onLine: { line in
                let report = Report(line)
                if let port = report.port { ports.append(port) }
                if let message = report.message { messages.append(message) }
                if let login = report.login { logins.append(login) }
            },
            onEnd: { ports.append(0) }
        )
        self.messages = messages
        self.logins = logins
        guard let port = await ports.first(1).first, port > 0 else {
            throw Failure(reason: "the mail server ended before it listened")
        }
        address = "smtp://127.0.0.1:\(port)"
    }

    /// Ends the server and waits until all that it told has been heard.
    public func end() async {
        await program.end()
    }
}

/// One line of what `mail_server.py` tells.
private struct Report {
    private let facts: [String: Any]

    init(_ line: String) {
        let object = try? JSONSerialization.jsonObject(with: Data(line.utf8))
        facts = object as? [String: Any] ?? [:]
    }

    var port: Int? { facts["port"] as? Int }

    var message: MailServer.Message? {
        guard let content = facts["content"] as? String, let bytes = Data(base64Encoded: content)
        else { return nil }
        return MailServer.Message(
            sender: facts["sender"] as? String ?? "",
            recipients: facts["recipients"] as? [String] ?? [],
            content: Array(bytes)
        )
    }

    var login: MailServer.Login? {
        guard let name = facts["name"] as? String, let password = facts["password"] as? String
        else { return nil }
        return MailServer.Login(
            name: name,
            password: password,
            isSecure: facts["secure"] as? Bool ?? false
        )
    }
}
