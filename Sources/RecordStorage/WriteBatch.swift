import EarshotModel

/// One transaction over one or more writes, each in a savepoint when they share it.
struct WriteBatch {
    let writes: [any PendingWrite]
    let context: StoreContext

    /// Runs the transaction and settles every write with its own outcome.
    func commit(on database: any Database) {
        var failures = [(any Error)?](repeating: nil, count: writes.count)
        do {
            try context.node.keep(on: database, context)
            try database.write { connection in
                failures = try run(on: connection)
            }
        } catch {
            for write in writes { write.settle(error) }
            return
        }
        for (write, failure) in zip(writes, failures) { write.settle(failure) }
    }

    private func run(on connection: any DatabaseConnection) throws -> [(any Error)?] {
        guard writes.count > 1 else {
            let session = context.session(on: connection, by: writes[0].actor, in: .everything)
            try writes[0].attempt(in: session)
            try StoreRecords.finish(session)
            return [nil]
        }
        let shared = context.session(on: connection, by: writes[0].actor, in: .everything)
        let failures = try writes.map { try attempt($0, in: shared) }
        if failures.allSatisfy({ $0 != nil }) { return failures }
        try StoreRecords.finish(shared)
        return failures
    }

    /// Runs one write in a savepoint; its error, or `nil`.
    ///
    /// Throws only a `TransactionRestart`, which is everybody's.
    private func attempt(_ write: any PendingWrite, in shared: Session) throws -> (any Error)? {
        let mark = shared.mark
        shared.act(as: write.actor)
        do {
            try shared.connection.savepoint { try write.attempt(in: shared) }
            return nil
        } catch let restart as TransactionRestart {
            throw restart
        } catch {
            shared.rewind(to: mark)
            return error
        }
    }
}
