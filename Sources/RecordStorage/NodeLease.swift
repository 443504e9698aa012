import EarshotModel
import Synchronization

/// The right of this process to make ids as one node, leased in the store where processes share it.
///
/// It is renewed before a write when half of it is over. A process that slept longer than its
/// lease takes a node anew before it makes another id.
final class NodeLease: Sendable {
    private static let duration = Duration.minutes(60)

    /// What tells this process from every other one on the store.
    let holder = Int64.random(in: 1...Int64.max)
    private let state = Mutex<State>(State())

    private struct State {
        var node: Int64?
        var renewAt = Instant(milliseconds: 0)
    }

    /// Takes or renews the lease where it is due; nothing on a store that is one process's alone.
    func keep(on database: any Database, _ context: StoreContext) throws {
        guard database.dialect.isShared else { return }
        let known = state.withLock(\.self)
        // On this machine's clock, which may differ from the store's but runs as fast.
        let now = context.clock()
        guard known.node == nil || now >= known.renewAt else { return }
        let node = try database.write { connection in
            let session = context.session(on: connection, by: .engine("store"), in: .everything)
            let tx = WriteTransaction(session: session)
            let first = known.node ?? Int64.random(in: 0..<IDGenerator.nodes)
            return try (0..<IDGenerator.nodes).lazy.map { (first + $0) % IDGenerator.nodes }
                .first { node in
                    try tx.leases.take("node:\(node)", for: holder, lasting: Self.duration)
                }
        }
        guard let node else { throw StoreError.busy("all nodes are taken") }
        context.ids.become(node: node)
        state.withLock { $0 = State(node: node, renewAt: now + Self.duration / 2) }
    }

    /// Gives the node back, so that nobody must wait for the lease to run out.
    func end(on database: any Database, _ context: StoreContext) {
        guard database.dialect.isShared, let node = state.withLock(\.node) else { return }
        // A lease that cannot be given back runs out by itself.
        try? database.write { connection in
            let session = context.session(on: connection, by: .engine("store"), in: .everything)
            try WriteTransaction(session: session).leases.release("node:\(node)", of: holder)
        }
    }
}
