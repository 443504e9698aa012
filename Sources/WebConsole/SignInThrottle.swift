import EarshotModel
import Synchronization

/// Slows down whoever guesses passwords, by account and by address; nobody is locked out for ever.
final class SignInThrottle: Sendable {
    /// Failures within the window after which tries are refused for a while.
    private static let limit = 8
    private static let window = Duration.minutes(15)
    /// The most keys that are remembered; beyond it the older half goes.
    private static let mostKeys = 10_000

    private let failures = Mutex<[String: [Instant]]>([:])

    /// Whether a try is refused now, for any of the keys.
    func refuses(_ keys: [String], at now: Instant) -> Bool {
        failures.withLock { failures in
            keys.contains { key in
                (failures[key] ?? []).filter { now - $0 < Self.window }.count >= Self.limit
            }
        }
    }

    /// Notes a failed try.
    func noteFailure(_ keys: [String], at now: Instant) {
        failures.withLock { failures in
            if failures.count > Self.mostKeys { Self.halve(&failures) }
            for key in keys {
                failures[key, default: []].append(now)
                failures[key] = failures[key]?.suffix(Self.limit)
            }
        }
    }

    /// Forgets the failures of an account that signed in.
    func clear(_ key: String) {
        failures.withLock { $0[key] = nil }
    }

    // MARK: -

    /// Keeps the half that failed last, so that the work is done once in many failures.
    private static func halve(_ failures: inout [String: [Instant]]) {
        let latest = failures.compactMap { key, moments in moments.last.map { (key, $0) } }
            .sorted { $0.1 > $1.1 }
        for (key, _) in latest.dropFirst(mostKeys / 2) { failures[key] = nil }
    }
}
