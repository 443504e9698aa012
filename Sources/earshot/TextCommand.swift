import ArgumentParser

/// A command that works in this process alone, without a store and without a daemon.
protocol TextCommand: ParsableCommand {
    /// Reads, works and prints.
    func perform() throws
}

extension TextCommand {
    /// Performs the command and tells an error in one line.
    func run() throws {
        do {
            try perform()
        } catch {
            throw CommandFailure.exit(for: error)
        }
    }
}
