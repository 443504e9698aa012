import EarshotModel
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// Where a request comes from, before anybody has said who they are.
enum Peer: Hashable, Sendable {
    /// A network address; the text is the host without the port.
    case network(String)
    /// A process on this machine behind the Unix socket, by its user's number.
    case local(user: UInt32)
    /// This very process: a command that runs without a daemon.
    case process
}

/// What a request's context is made from.
struct ConsoleSource: RequestContextSource {
    let peer: Peer
    let logger: Logger
}

/// What is known of a request beside its bytes.
struct ConsoleContext: RequestContext {
    typealias Source = ConsoleSource

    /// The largest body that is read: forms, and imports in parts.
    static let bodyLimit = 4 * 1_048_576

    var coreContext: CoreRequestContextStorage
    let peer: Peer
    /// Who asks; set by `Identification`.
    var caller = Caller.nobody

    init(source: ConsoleSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.peer
    }

    var maxUploadSize: Int { Self.bodyLimit }
}
