public import CaseRules
public import EarshotModel
public import RecordStorage

/// The only door through which a case changes: every act is decided by `CaseRules` and carried out
/// in one transaction, with its line in the audit.
public struct ResponseDesk: Sendable {
    let store: Store

    /// Creates the desk of a store.
    public init(store: Store) {
        self.store = store
    }

    /// The first lines of the queue, or of a lane, in the order of `QueueOrder`, each with the
    /// reason why it stands where it does; with a start those behind it.
    public func queue(
        in scope: Scope,
        lane: Lane? = nil,
        after start: QueuePosition? = nil,
        limit: Int = 500
    ) async throws -> [QueueItem] {
        try await store.read(in: scope) { tx in
            let cases = try tx.queue.cases(in: lane, after: start, limit: limit)
            let mentions = try tx.queue.mentions(in: lane, after: start, limit: limit)
            let order = QueueOrder(serviceLevel: try Self.rules(in: tx).serviceLevel, now: tx.now)
            return (cases + mentions).sorted { $0.position < $1.position }.prefix(limit).map {
                QueueItem(row: $0, reason: order.reason(dueAt: $0.dueAt, rank: $0.rank))
            }
        }
    }

    /// How many lines wait in each lane that has any.
    public func queueCounts(in scope: Scope) async throws -> [Lane: Int] {
        try await store.read(in: scope) { tx in try tx.queue.counts() }
    }

    /// The identity of the case with that number.
    public func caseID(number: Int) async throws -> Case.ID {
        let record = try await store.read(in: .everything) { tx in
            try tx.cases.record(number: number)
        }
        guard let record else { throw DeskError.notFound }
        return record.id
    }

    /// Everything about a case.
    ///
    /// Somebody whose scope holds none of its brands sees that it exists and who owns it, without
    /// its texts.
    public func caseFile(_ id: Case.ID, in scope: Scope) async throws -> CaseFile {
        let file = try await store.read(in: scope) { tx in try tx.cases.file(id) }
        guard let file else { throw DeskError.notFound }
        return file
    }

    /// Everything about a mention.
    public func mentionFile(_ id: Mention.ID, in scope: Scope) async throws -> MentionFile {
        let file = try await store.read(in: scope) { tx in try tx.mentions.file(id) }
        guard let file else { throw DeskError.notFound }
        return file
    }

    /// The settings in force.
    public static func rules<Access>(in tx: Transaction<Access>) throws -> DeskRules {
        guard let current = try tx.policies.effective() else {
            throw DeskError.unusablePolicy("none have been written yet")
        }
        return try DeskRules(version: current.id, policy: current.policy)
    }
}

/// A line of the queue, and why it stands where it does.
public struct QueueItem: Hashable, Sendable {
    /// The line.
    public let row: QueueRow
    /// Why it stands there.
    public let reason: QueueReason
}
