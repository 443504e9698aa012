import Pipeline
import SettingsReading
import Synchronization

/// The settings, and what they make of the daemon's parts: work takes it once, at its start.
struct SettingsSnapshot: Sendable {
    let settings: Settings
    let plan: PollPlan
    /// Where people reach the console.
    let publicAddress: String

    /// The keys of settings that hold from the start of a process to its end and differ here.
    func keysThatNeedRestart(after old: Settings) -> [String] {
        let differences = [
            ("listen", settings.listen != old.listen), ("store", settings.store != old.store),
        ]
        return differences.filter(\.1).map(\.0)
    }
}

/// The one snapshot that holds now; only whole snapshots take each other's place.
final class SettingsInForce: Sendable {
    private let snapshot: Mutex<SettingsSnapshot>

    init(_ snapshot: SettingsSnapshot) {
        self.snapshot = Mutex(snapshot)
    }

    /// The snapshot for work that starts now.
    var current: SettingsSnapshot { snapshot.withLock { $0 } }

    /// Puts another snapshot in force; work under way keeps the one it took.
    func replace(with next: SettingsSnapshot) {
        snapshot.withLock { $0 = next }
    }
}
