import Dispatch

/// Hashes passwords one after another on a thread of its own: a hash takes 32 MiB and far longer
/// than anything may sit on the threads that serve requests.
struct PasswordWork: Sendable {
    private let queue = DispatchQueue(label: "password-work", qos: .userInitiated)

    /// The hash to keep.
    func hash(_ password: String) async throws -> String {
        try await run { try Password.hash(password) }
    }

    /// Whether the password fits the hash; without a hash it takes as long and says no.
    func matches(_ password: String, hash: String?) async throws -> Bool {
        try await run { try Password.matches(password, hash: hash) }
    }

    private func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws
        -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }
}
