import Synchronization

/// A small HTTP/1.1 server that does to each path what a test tells it, and remembers requests.
///
/// It listens on a free port of this machine until it is let go of. Every answer is a script of
/// bytes, pauses and ends, so that it can be as wrong as the servers of the web are.
public final class ScriptedServer: Sendable {
    /// What a client did not wait for.
    public struct Departure: Sendable {
        /// The path that was asked for.
        public let path: String
        /// How many bytes the client took before it left, as far as the kernel had room for them.
        public let sentBytes: Int
    }

    /// All requests, in the order in which they were read.
    public let requests = Journal<ReceivedRequest>()
    /// Clients that left in the middle of an answer.
    public let departures = Journal<Departure>()
    /// The address that it listens at.
    public let host: String
    private let listener: Listener
    private let script = Mutex<[String: @Sendable (ReceivedRequest) -> Answer]>([:])

    /// Starts a server; paths without an answer are 404.
    public init(
        on place: ListeningPlace = .loopback,
        _ answers: [String: Answer] = [:]
    ) throws {
        listener = try Listener(place)
        host = if case .address(let text) = place { text } else { "localhost" }
        for (path, answer) in answers { self.answer(path, with: answer) }
        listener.start { [weak self] connection in
            var reader = RequestReader(connection)
            while let request = reader.next(), let answer = self?.answer(to: request) {
                guard perform(answer, to: request, on: connection, left: self?.departures) else {
                    return
                }
            }
        }
    }

    deinit {
        listener.stop()
    }

    /// The port that it listens at.
    public var port: Int { listener.port }

    /// The address of a path, by the host's own name or by another.
    public func address(_ path: String, host: String? = nil) -> String {
        "http://\(host ?? self.host):\(port)\(path)"
    }

    /// From now on answers a path so: with each answer once, and with the last for ever.
    public func answer(_ path: String, with answers: Answer...) {
        let rest = Queue(answers)
        answer(path) { _ in rest.next() ?? Answer(500) }
    }

    /// From now on answers a path by what the request says.
    public func answer(
        _ path: String,
        by decide: @escaping @Sendable (ReceivedRequest) -> Answer
    ) {
        script.withLock { $0[path] = decide }
    }

    /// The requests for a path so far.
    public func requests(for path: String) -> [ReceivedRequest] {
        requests.elements.filter { $0.path == path }
    }

    /// Ends all connections and takes no more.
    public func stop() {
        listener.stop()
    }

    // MARK: -

    private func answer(to request: ReceivedRequest) -> Answer {
        // The answer is chosen first: whoever waits for the request may then change the script.
        let answer = script.withLock { $0[request.path] }?(request) ?? Answer(404)
        requests.append(request)
        return answer
    }

    /// Answers in a row, of which the last stays.
    private final class Queue: Sendable {
        private let answers: Mutex<[Answer]>

        init(_ answers: [Answer]) {
            self.answers = Mutex(answers)
        }

        func next() -> Answer? {
            answers.withLock { $0.count > 1 ? $0.removeFirst() : $0.first }
        }
    }
}

/// Carries an answer out; `false` once the connection is at its end.
private func perform(
    _ answer: Answer,
    to request: ReceivedRequest,
    on connection: Connection,
    left departures: Journal<ScriptedServer.Departure>?
) -> Bool {
    var sent = 0
    func send(_ bytes: [UInt8]) -> Bool {
        guard connection.send(bytes) else { return false }
        sent += bytes.count
        return true
    }
    for step in answer.steps {
        let isStillThere: Bool
        switch step {
        case .send(let bytes): isStillThere = send(bytes)
        case .pause(let duration): isStillThere = connection.wait(duration)
        case .sendForever(let piece):
            while send(piece) {}
            isStillThere = false
        case .hold: isStillThere = connection.wait()
        case .close: return false
        case .reset:
            connection.resetOnClose()
            return false
        }
        guard isStillThere else {
            departures?.append(.init(path: request.path, sentBytes: sent))
            return false
        }
    }
    return true
}
