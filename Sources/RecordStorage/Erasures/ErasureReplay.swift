import EarshotModel

/// Brings a store and the list beside it to agree: whoever the list names is erased again.
///
/// A store that was restored from an older backup so forgets whom it had forgotten before.
public struct ErasureReplay: Sendable {
    let database: any Database
    let context: StoreContext
    let list: ErasureList

    /// What was erased again.
    public struct Summary: Hashable, Sendable {
        /// How many customers.
        public let customers: Int
        /// How many entries, theirs and others'.
        public let entries: Int
    }

    /// Erases whoever the list names and the store does not; `nil` when there is nobody.
    ///
    /// The cost is linear in the store when there is somebody. The list gets what only the store
    /// knows.
    func run() throws -> Summary? {
        guard !(try missing().isEmpty) else {
            try keep()
            return nil
        }
        try context.node.keep(on: database, context)
        let summary = try database.alone {
            // Another process may have done it while we waited.
            let missing = try missing()
            guard !missing.isEmpty else { return nil as Summary? }
            return try database.write { connection in
                let session = context.session(
                    on: connection,
                    by: .engine("erasure"),
                    in: .everything
                )
                let tx = WriteTransaction(session: session)
                let summary = try tx.erasures.replay(missing)
                try tx.audit.add(
                    "erasures.replayed",
                    facts: [
                        "customers": "\(summary.customers)", "entries": "\(summary.entries)",
                    ]
                )
                try StoreRecords.finish(session)
                return summary
            }
        }
        try keep()
        return summary
    }

    /// Adds to the list what only the store knows.
    func keep() throws {
        guard let (lineage, known) = try known() else { return }
        try list.add(known, of: lineage)
    }

    // MARK: -

    private func missing() throws -> Set<ListedErasure> {
        guard let (lineage, known) = try known() else { return [] }
        let hashes = Set(known.map(\.hash))
        return try list.erasures(of: lineage).filter { !hashes.contains($0.hash) }
    }

    private func known() throws -> (lineage: String, erasures: Set<ListedErasure>)? {
        try database.read { connection in
            let tx = ReadTransaction(
                session: context.session(
                    on: connection,
                    by: .engine("erasure"),
                    in: .everything
                )
            )
            guard let lineage = try tx.erasures.lineage() else { return nil }
            return (lineage, try tx.erasures.listed())
        }
    }
}

extension ErasureReplay {
    /// Erases and wipes in a store that nobody has open; `nil` when there was nobody to erase.
    ///
    /// The store is a backup, which adds nothing to a list that was cut off, so the list is whole.
    static func run(
        at address: StoreAddress,
        _ list: ErasureList,
        clock: @escaping @Sendable () -> Instant
    ) throws -> Summary? {
        try list.checkWholeness()
        guard !(try list.isEmpty()) else { return nil }
        let database = try Store.database(at: address)
        let result = Result { try run(on: database, list, clock) }
        try database.close()
        return try result.get()
    }

    private static func run(
        on database: any Database,
        _ list: ErasureList,
        _ clock: @escaping @Sendable () -> Instant
    ) throws -> Summary? {
        try Migration.migrate(database)
        let context = try StoreContext(of: database, clock: clock, time: .engine)
        defer { context.node.end(on: database, context) }
        let summary = try ErasureReplay(database: database, context: context, list: list).run()
        guard summary != nil else { return nil }
        try database.wipe()
        try database.write { connection in
            let session = context.session(
                on: connection,
                by: .engine("erasure"),
                in: .everything
            )
            let erasures = WriteTransaction(session: session).erasures
            if let done = try erasures.waitingToBeWiped() { try erasures.markWiped(upTo: done) }
        }
        return summary
    }
}
