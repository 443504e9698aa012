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

    /// The queue in order, at most `limit` lines of cases and as many of mentions, each with the
    /// reason why it stands where it does.
    public func queue(in scope: Scope, limit: Int = 500) async throws -> [QueueItem] {
        try await store.read(in: scope) { tx in
            let rows = try tx.queue.cases(limit: limit) + tx.queue.mentions(limit: limit)
            let order = QueueOrder(serviceLevel: try Self.rules(in: tx).serviceLevel, now: tx.now)
            let byMention = Dictionary(rows.map { ($0.mention, $0) }) { first, _ in first }
            let places = order.arranged(
                rows.map { QueueCandidate(id: $0.mention, deadline: $0.dueAt) }
            )
            return places.compactMap { place in
                byMention[place.id].map { QueueItem(row: $0, reason: place.reason) }
            }
        }
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

    /// The lane it belongs to.
    public var lane: Lane {
        Lane(
            of: MentionFacts(
                isOwnBrand: true,
                nature: row.nature,
                label: row.label,
                feedKind: row.feedKind
            )
        )
    }
}
