import CurlTransfer
import EarshotModel
import Foundation
import RecordStorage
import SettingsReading
import WebConsole

extension APIClient {
    /// Finds the API: the server that is named, the daemon's socket, else this very process.
    static func open(_ options: GlobalOptions) async throws -> APIClient {
        if let daemon = try await daemon(options) { return daemon }
        let workplace = try await Workplace.open(options)
        let loop = CurlLoop(maximumInFlight: 1)
        defer { loop.shutDown() }
        let address = try workplace.snapshot(of: workplace.settings, loop: loop).publicAddress
        return .process(
            InProcessConsole(store: workplace.store, console: try workplace.console { address })
        )
    }

    /// The daemon: the server that is named, or the one that answers at its socket; else `nil`.
    static func daemon(_ options: GlobalOptions) async throws -> APIClient? {
        let token = try token(options)
        let loop = CurlLoop(maximumInFlight: 4)
        if let server = options.server { return .server(address: server, token: token, loop) }
        let socket = Workplace.dataDirectory(options).socket.path
        let client = APIClient.socket(path: socket, loop)
        if FileManager.default.fileExists(atPath: socket), await client.isAnswering {
            return client
        }
        loop.shutDown()
        return nil
    }

    private static func token(_ options: GlobalOptions) throws -> String? {
        guard let file = options.tokenFile else { return nil }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw SettingProblem(sentence: "\(file): the token file cannot be read")
        }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private var isAnswering: Bool {
        get async {
            guard case .socket(let path, let loop) = self,
                let address = try? WebAddress("http://localhost/healthz")
            else { return false }
            let request = TransferRequest(
                address,
                limits: TransferLimits(timeout: .seconds(5)),
                unixSocketPath: path
            )
            // No answer means that no daemon runs, which is not an error.
            return (try? await loop.perform(request).status) == 200
        }
    }
}

/// The console inside this process, for a command that runs without a daemon.
struct InProcessConsole {
    let store: Store
    let console: Console

    /// The console's answer to a call.
    func reply(to call: APICall, _ headers: [(name: String, value: String)], _ body: [UInt8]?)
        async -> APIReply
    {
        let answer = await console.answer(
            method: call.method,
            target: call.target,
            headers: headers,
            body: body
        )
        return APIReply(status: answer.status, headers: answer.headers, body: answer.body)
    }

    /// Closes the store.
    func close() async {
        await store.close()
    }
}

extension CurlLoop {
    /// The answer to a call at an address, or through a Unix socket.
    func reply(
        to call: APICall,
        at address: String,
        socket: String?,
        _ headers: [(name: String, value: String)],
        _ body: [UInt8]?
    ) async throws -> APIReply {
        let base = address.hasSuffix("/") ? String(address.dropLast()) : address
        // Whoever names a server means it, wherever it is.
        let everywhere = AddressGuard(
            allowing: ["0.0.0.0/0", "::/0"].compactMap { Network($0) }
        )
        let response = try await perform(
            TransferRequest(
                try WebAddress(base + call.target),
                method: TransferRequest.Method(rawValue: call.method) ?? .get,
                headers: headers,
                body: body,
                userAgent: "earshot/\(Version.text)",
                limits: TransferLimits(maximumBytes: 256 << 20, timeout: .seconds(120)),
                addressGuard: everywhere,
                unixSocketPath: socket
            )
        )
        return APIReply(status: response.status, headers: [], body: response.body)
    }
}
