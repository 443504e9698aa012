extension Database {
    /// Runs the body while no other process does the same, and tells nobody where it waits.
    func alone<Value>(_ body: () throws -> Value) throws -> Value {
        try alone(waiting: { _ in }, body)
    }
}
